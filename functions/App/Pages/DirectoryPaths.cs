using System.Globalization;
using AccessReview.App.Http;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Pages;

/// <summary>The paths of the directory's pages. Identifiers can contain any character, so they are encoded.</summary>
public static class DirectoryPaths
{
    public const string Home = "/directory";
    public const string Me = "/directory/people/me";
    public const string OutOfOffice = "/directory/people/me/out-of-office";
    public const string Imports = "/directory/import";

    /// <summary>The id of the reader in URLs.</summary>
    private const string Myself = "me";

    public static string Person(UserId id) => $"/directory/people/{Uri.EscapeDataString(id.Value)}";

    public static string App(AppId id) => $"/directory/apps/{Uri.EscapeDataString(id.Value)}";

    public static string Entitlement(EntitlementId id) => $"/directory/entitlements/{Uri.EscapeDataString(id.Value)}";

    public static string Import(string id) => $"{Imports}/{id}";

    public static string BadLines(string id) => $"/api/v1/directory/imports/{id}/problems.csv";

    public static string Endings(string id) => $"{Imports}/{id}/endings";

    public static string EndingsAsCsv(string id) => $"/api/v1/directory/imports/{id}/endings.csv";

    public static string AccessAsCsv(UserId id) => $"/api/v1/users/{Uri.EscapeDataString(id.Value)}/grants.csv";

    /// <summary>The user of an id in a URL.</summary>
    /// <exception cref="ProblemException">It is blank: 404.</exception>
    internal static UserId UserOf(Caller reader, string id) => id == Myself ? reader.Id : UserId.From(RouteId.Of(id));

    internal static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
