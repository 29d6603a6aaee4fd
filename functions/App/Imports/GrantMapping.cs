using System.Globalization;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Imports;

/// <summary>
/// Combines a line with the stored grant. The file determines last use and account. It also determines the start and end
/// of imported grants; for requested grants the decision determines them.
/// </summary>
internal static class GrantMapping
{
    /// <param name="zone">The holder's time zone.</param>
    public static Grant Of(LineReader line, Grant? before, AppId app, DateTimeOffset importedAt, string zone)
    {
        var grant = before is { State: GrantState.Ended } ended ? Returned(line, ended) : before ?? new Grant
        {
            UserId = UserId.From(line.Required("userId")),
            EntitlementId = EntitlementId.From(line.Required("entitlementId")),
            AppId = app,
            Since = importedAt,
            Origin = GrantOrigin.Import,
        };
        if (line.IsCleared("since"))
            line.Refuse(Remark.Say($"since cannot be cleared with {LineReader.None}."));
        var since = line.Time("since", grant.Since, zone, isEnd: false) ?? grant.Since;
        var until = line.Time("until", grant.Until, zone, isEnd: true);
        var read = grant with
        {
            AppId = app,
            LastUsedAt = line.Time("lastUsedAt", grant.LastUsedAt, zone, isEnd: false),
            AccountId = line.Identifier("accountId", grant.AccountId?.Value) is { } account ? AccountId.From(account) : null,
        };
        if (grant.Origin != GrantOrigin.Task)
            return read with { Since = since, Until = until };

        if (until != grant.Until)
            line.Differ(Remark.Say($"until is {Shown(until)} in the file but {Shown(grant.Until)} by decision. The decision is kept."));
        if (DayOf(since) is var day && Math.Abs(day.DayNumber - DayOf(grant.Since).DayNumber) > 1)
            line.Differ(Remark.Say($"since is {Shown(since)} in the file but {Shown(grant.Since)} by decision. The decision is kept."));
        return read;
    }

    /// <summary>The access was removed, but the app still reports it: it is listed as still there.</summary>
    private static Grant Returned(LineReader line, Grant ended)
    {
        line.Differ(Remark.Say($"The access was removed on {Shown(ended.EndedAt)}, but the file still contains it. It is listed as still there."));
        return ended with { State = GrantState.StillThere, EndedAt = null };
    }

    private static string Shown(DateTimeOffset? at) => at switch
    {
        null => LineReader.None,
        { } moment when WholeDay.Of(moment) is { } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        { } moment => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
    };

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.DateTime);
}
