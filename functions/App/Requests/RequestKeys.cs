using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Pages;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Requests;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Requests;

/// <summary>Where requests are: in the partition of whom they are for, beside the guard that lets only one be under way.</summary>
internal static class RequestKeys
{
    public const string CaseRow = "where";

    public const string GuardPrefix = "guard|";

    public static string PartitionOf(UserId subject) => $"of|{DirectoryKeys.Of(subject.Value)}";

    public static string RowOf(AccessRequest request) => $"request|{RowKey.LatestFirst(request.RequestedAt)}|{RowKey.Encode(request.Case.Value)}";

    public static string Guard(EntitlementId entitlement) => $"{GuardPrefix}{DirectoryKeys.Of(entitlement.Value)}";

    /// <summary>Leads from a case to its request.</summary>
    public static string CasePartition(CaseId id) => $"case|{RowKey.Encode(id.Value)}";

    /// <summary>A person's requests, those that they made and those that were made for them.</summary>
    public static string ListOf(UserId person) => $"my|{DirectoryKeys.Of(person.Value)}";

    public static CaseId NewCase() => new($"r{Guid.CreateVersion7():N}");

    /// <summary>The case of the request that is made under an operation: the same again is the same request.</summary>
    public static CaseId CaseFor(OperationId operation) => new($"r{operation.Value}");

    /// <summary>The case of the request that <paramref name="requester"/> sends with one form: sent twice it is one request.</summary>
    /// <param name="formKey">Made with the form.</param>
    public static CaseId CaseFor(UserId requester, string formKey) => new($"r{OperationId.Derive(requester, RequestPaths.Form, formKey)}");

    /// <summary>Could this be a case of ours?</summary>
    public static bool IsWellFormed(string? id) => id is { Length: 33 } && id[0] == 'r' && id.Skip(1).All(char.IsAsciiHexDigitLower);
}
