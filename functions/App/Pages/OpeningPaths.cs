using AccessReview.App.Http;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.WebUtilities;

namespace AccessReview.App.Pages;

/// <summary>The paths of the form that opens reviews and removals. Identifiers can contain any character, so they are query parameters.</summary>
public static class OpeningPaths
{
    public const string Form = "/reviews/new";

    internal const string Kind = "kind";
    internal const string Person = "for";
    internal const string Access = "access";
    internal const string Account = "account";

    /// <summary>Which page leads to the form and is shown again afterwards: <see cref="Access"/> or the person's page.</summary>
    internal const string From = "from";

    /// <summary>The form to request a removal of one access.</summary>
    /// <param name="isFromAccess">The entitlement's page leads to the form, not the person's page.</param>
    public static string RemovalOf(AccessKey access, bool isFromAccess = false) => Add(TaskKind.Revocation, access.User, access.Entitlement, isFromAccess, access.Account);

    /// <summary>The form to request the removal of everything that a person has.</summary>
    public static string RemovalOfAll(UserId person) => Add(TaskKind.Revocation, person, null, false);

    /// <summary>The form to review everything that a person has.</summary>
    public static string ReviewOf(UserId person) => Add(TaskKind.Certification, person, null, false);

    /// <summary>The form to review everybody who has an entitlement.</summary>
    public static string ReviewOf(EntitlementId access) => Add(TaskKind.Certification, null, access, false);

    private static string Add(TaskKind kind, UserId? person, EntitlementId? access, bool isFromAccess, AccountId? account = null)
    {
        var parameters = new Dictionary<string, string?> { [Kind] = EnumNames.Of(kind), [Person] = person?.Value, [Access] = access?.Value, [Account] = account?.Value, [From] = isFromAccess ? Access : null };
        return QueryHelpers.AddQueryString(Form, parameters.Where(parameter => parameter.Value is not null));
    }
}
