using System.Globalization;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Imports;

/// <summary>Reads what a line says about a grant, and reports where it differs from what was decided here.</summary>
internal static class GrantMapping
{
    /// <param name="holder">The person, or the account that holds the access.</param>
    /// <param name="through">The entitlement that grants this one, as the line says or as before; null: none.</param>
    /// <param name="zone">The holder's time zone.</param>
    public static Grant Of(LineReader line, Grant? before, UserId holder, EntitlementId? through, AppId app, DateTimeOffset importedAt, string zone)
    {
        if (line.IsCleared("since"))
            line.Refuse(Remark.Say($"since cannot be cleared with {LineReader.None}."));
        // Access that was removed outside and is back began anew.
        var known = before is { End: GrantEnd.RemovedOutside } ? null : before;
        var began = known?.Since ?? importedAt;
        var file = new ImportedGrant(
            before?.UserId ?? holder,
            before?.EntitlementId ?? EntitlementId.From(line.Required("entitlementId")),
            app,
            line.Time("since", began, zone, isEnd: false) ?? began,
            line.Time("until", known?.Until, zone, isEnd: true),
            line.Time("lastUsedAt", before?.LastUsedAt, zone, isEnd: false),
            line.Identifier("accountId", before?.AccountId?.Value) is { } account ? AccountId.From(account) : null)
        {
            IsProtected = line.Flag("protected", before?.IsProtected ?? false),
            Through = through,
        };
        foreach (var difference in GrantImport.DifferencesOf(before, file))
            line.Differ(Said(difference, file, before!)); // Only a stored grant can differ.
        return GrantImport.Apply(before, file);
    }

    private static Remark Said(GrantDifference difference, ImportedGrant file, Grant before) => difference switch
    {
        GrantDifference.Returned => Remark.Say($"The access was removed on {Shown(before.EndedAt)}, but the file still contains it. It is listed as still there."),
        GrantDifference.Until => Remark.Say($"until is {Shown(file.Until)} in the file but {Shown(before.Until)} by decision. The decision is kept."),
        GrantDifference.Since => Remark.Say($"since is {Shown(file.Since)} in the file but {Shown(before.Since)} by decision. The decision is kept."),
    };

    private static string Shown(DateTimeOffset? at) => at switch
    {
        null => LineReader.None,
        { } moment when WholeDay.Of(moment) is { } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        { } moment => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
    };
}
