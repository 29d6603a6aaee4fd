using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.Domain.Directory;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Imports;

/// <summary>The apps for which an import is complete: it has all their grants and accounts, so what it does not name was removed outside.</summary>
internal static class CompleteFor
{
    private const int MaxApps = 100;

    private static readonly char[] Separators = [';', '\n', '\r'];

    /// <param name="text">Identifiers of apps, separated by semicolons or lines; null: none.</param>
    /// <exception cref="ProblemException">400: there are too many, or one has an invisible character.</exception>
    public static IReadOnlyList<AppId> Read(string? text)
    {
        var apps = (text ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).ToList();
        return apps.Count <= MaxApps
            ? [.. apps.Select(GivenId.Read<AppId>)]
            : throw Problems.BadRequest(Say($"An import can be complete for {MaxApps} apps at most."), "too_many_apps");
    }

    /// <summary>An app that is neither in the directory nor in this import is a mistake; it would leave the import without effect.</summary>
    /// <exception cref="ProblemException">400: an app is unknown.</exception>
    public static async Task CheckAsync(DirectoryStore directory, IReadOnlyList<AppId> apps, bool hasApps, CancellationToken cancellationToken)
    {
        if (hasApps)
            return;
        var known = (await directory.FindAppsAsync(apps, cancellationToken)).Select(app => app.Id).ToHashSet();
        if (apps.Any(app => !known.Contains(app)))
            throw Problems.BadRequest(Say($"The import is complete for an app that is not in the directory. Check the app ids."), "unknown_app");
    }
}
