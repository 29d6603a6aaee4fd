using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.WebUtilities;

namespace AccessReview.App.Pages;

/// <summary>The paths of the request pages.</summary>
public static class RequestPaths
{
    public const string Mine = "/requests";

    public const string Catalogue = "/requests/new";

    public const string Form = "/requests/new/form";

    /// <summary>A page of the reader's own requests, filtered.</summary>
    public static string MineWith(string? search, string cursor)
    {
        var parameters = new Dictionary<string, string?> { ["q"] = search, ["cursor"] = cursor };
        return QueryHelpers.AddQueryString(Mine, parameters.Where(parameter => parameter.Value is not null));
    }

    public static string Of(CaseId request) => $"{Mine}/{request}";

    public static string Withdraw(CaseId request) => $"{Of(request)}/withdrawal";

    public static string Answer(CaseId request) => $"{Of(request)}/answer";

    /// <summary>The form to request an entitlement. Identifiers can contain any character, so they are query parameters.</summary>
    /// <param name="person">The user to request it for; null: the reader.</param>
    public static string NewRequest(EntitlementId entitlement, UserId? person = null)
    {
        var address = QueryHelpers.AddQueryString(Form, "access", entitlement.Value);
        return person is { } other ? QueryHelpers.AddQueryString(address, "for", other.Value) : address;
    }
}
