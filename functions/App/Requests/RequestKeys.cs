using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Requests;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Requests;

/// <summary>
/// The keys of requests. A request is in the partition of its user, with a guard row that allows one open request per
/// entitlement.
/// </summary>
internal static class RequestKeys
{
    public const string CaseRow = "where";

    public const string GuardPrefix = "guard|";

    public static string PartitionOf(UserId subject) => $"of|{DirectoryKeys.Of(subject.Value)}";

    public static string RowOf(AccessRequest request) => $"request|{RowKey.LatestFirst(request.RequestedAt)}|{RowKey.Encode(request.Case.Value)}";

    public static string Guard(EntitlementId entitlement) => $"{GuardPrefix}{DirectoryKeys.Of(entitlement.Value)}";

    /// <summary>The partition with the key of a case's request.</summary>
    public static string CasePartition(CaseId id) => $"case|{RowKey.Encode(id.Value)}";

    /// <summary>The partition with the keys of the requests that a user made and those made for them.</summary>
    public static string ListOf(UserId person) => $"my|{DirectoryKeys.Of(person.Value)}";

    public static CaseId NewCase() => new($"r{Guid.CreateVersion7():N}");

    /// <summary>The case of a request that is made under an operation. The same operation gives the same request.</summary>
    public static CaseId CaseFor(OperationId operation) => new($"r{operation.Value}");

    /// <summary>
    /// The case of a request that <paramref name="requester"/> sends with one form. Sending the form twice gives one request.
    /// </summary>
    /// <param name="formKey">The key that was issued with the form.</param>
    public static CaseId CaseFor(UserId requester, string formKey) => new($"r{OperationId.Derive(requester, RequestPaths.Form, formKey)}");

    /// <summary>Returns whether the text can be a case id.</summary>
    public static bool IsWellFormed(string? id) => id is { Length: 33 } && id[0] == 'r' && id.Skip(1).All(char.IsAsciiHexDigitLower);
}
