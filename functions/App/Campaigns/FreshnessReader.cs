using AccessReview.App.Directory;
using AccessReview.App.Imports;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Campaigns;

/// <summary>The age of an app's data, as the API returns it.</summary>
/// <param name="Items">How many items the app has in the population.</param>
/// <param name="Import">The last import with lines of the app; null: unknown.</param>
/// <param name="ImportedAt">When that import ended; null: unknown.</param>
/// <param name="Result">completed, running, failed or unknown.</param>
/// <param name="IsStale">The data is older than two days, unknown or incomplete.</param>
public sealed record AppFreshnessView(AppId App, string Name, int Items, string? Import, DateTimeOffset? ImportedAt, DataState Result, bool IsStale)
{
    internal static AppFreshnessView Of(AppFreshness app, DateTimeOffset now) => new(app.App, app.Name, app.Items, app.Import, app.ImportedAt, app.Result, app.IsStale(now));
}

/// <summary>Reads how old the data of apps is.</summary>
public sealed class FreshnessReader(AppImports imports, ImportStore newest, DirectoryStore directory)
{
    /// <summary>The freshness of apps with their number of items, by name.</summary>
    internal async Task<IReadOnlyList<AppFreshness>> ReadAsync(IReadOnlyDictionary<AppId, int> items, CancellationToken cancellationToken)
    {
        if (items.Count == 0)
            return [];
        var known = await imports.NewestAsync(cancellationToken);
        // Before anything of an app was noted, the newest import of all says how old the directory is.
        var any = known.Count > 0 ? null : (await newest.NewestAsync(10, cancellationToken)).FirstOrDefault(import => import.Progress == ImportProgress.Completed && !import.IsDryRun);
        var names = (await directory.FindAppsAsync(items.Keys, cancellationToken)).ToDictionary(app => app.Id, app => app.Name);
        return
        [
            .. items.Select(one => Of(one.Key, names.GetValueOrDefault(one.Key, one.Key.Value), one.Value, known.GetValueOrDefault(one.Key) ?? any))
                .OrderBy(app => app.Name, StringComparer.CurrentCulture).ThenBy(app => app.App.Value, StringComparer.Ordinal),
        ];
    }

    /// <summary>The apps in which a scope can find access, without items.</summary>
    internal async Task<IReadOnlyList<AppFreshness>> ReadAsync(CampaignScope scope, CancellationToken cancellationToken)
    {
        var apps = await directory.EntitlementsAsync(null, null, cancellationToken).Select(entitlement => entitlement.Value)
            .Where(scope.MayHold).Select(entitlement => entitlement.AppId).Distinct().ToListAsync(cancellationToken);
        return await ReadAsync(apps.ToDictionary(app => app, _ => 0), cancellationToken);
    }

    private static AppFreshness Of(AppId app, string name, int items, ImportState? import) => import is null
        ? new(app, name, items, null, null, DataState.Unknown)
        : new(app, name, items, import.Id, import.EndedAt ?? import.StartedAt, import.Progress switch
        {
            ImportProgress.Completed => DataState.Completed,
            ImportProgress.Running => DataState.Running,
            ImportProgress.Failed => DataState.Failed,
        });
}
