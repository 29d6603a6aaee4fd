using System.Globalization;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Pages;

/// <summary>Where the directory's pages are. Identifiers may hold anything, so every one of them is encoded.</summary>
public static class DirectoryPaths
{
    public const string Home = "/directory";
    public const string Me = "/directory/people/me";
    public const string OutOfOffice = "/directory/people/me/out-of-office";
    public const string Imports = "/directory/import";

    /// <summary>How an address names whoever reads it.</summary>
    internal const string Myself = "me";

    public static string Person(UserId id) => $"/directory/people/{Uri.EscapeDataString(id.Value)}";

    public static string App(AppId id) => $"/directory/apps/{Uri.EscapeDataString(id.Value)}";

    public static string Entitlement(EntitlementId id) => $"/directory/entitlements/{Uri.EscapeDataString(id.Value)}";

    public static string Import(string id) => $"{Imports}/{id}";

    public static string BadLines(string id) => $"/api/v1/directory/imports/{id}/problems.csv";

    public static string AccessAsCsv(UserId id) => $"/api/v1/users/{Uri.EscapeDataString(id.Value)}/grants.csv";

    internal static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
