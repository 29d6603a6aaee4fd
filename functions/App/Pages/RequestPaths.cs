using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.WebUtilities;

namespace AccessReview.App.Pages;

/// <summary>Where the pages of requests are.</summary>
public static class RequestPaths
{
    public const string Mine = "/requests";

    public const string Catalogue = "/requests/new";

    public const string Form = "/requests/new/form";

    /// <summary>A page of the reader's own, narrowed.</summary>
    public static string MineWith(string? search, string cursor)
    {
        var parameters = new Dictionary<string, string?> { ["q"] = search, ["cursor"] = cursor };
        return QueryHelpers.AddQueryString(Mine, parameters.Where(parameter => parameter.Value is not null));
    }

    public static string Of(CaseId request) => $"{Mine}/{request}";

    public static string Withdraw(CaseId request) => $"{Of(request)}/withdrawal";

    /// <summary>The form for an entitlement. Identifiers may hold any character, so they stand behind the question mark.</summary>
    /// <param name="person">For whom; null: for the reader.</param>
    public static string Ask(EntitlementId entitlement, UserId? person = null)
    {
        var address = QueryHelpers.AddQueryString(Form, "access", entitlement.Value);
        return person is { } other ? QueryHelpers.AddQueryString(address, "for", other.Value) : address;
    }
}
