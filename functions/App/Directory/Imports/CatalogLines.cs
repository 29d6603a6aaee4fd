using AccessReview.Domain.Directory;

namespace AccessReview.App.Directory.Imports;

/// <summary>Applies lines about apps and entitlements. Owners who are not in the directory are left out.</summary>
internal sealed class CatalogLines(DirectoryStore directory)
{
    public async Task<PageOutcome> ApplyAppsAsync(IReadOnlyList<ImportedLine> lines, CancellationToken cancellationToken)
    {
        var before = await BoundedReads.AllAsync(lines.Select(line => AppId.From(line.Values.GetValueOrDefault("id", ""))), directory.LoadAppAsync, cancellationToken);
        var readings = lines.Select(line => (Line: line, Reader: new LineReader(line), Stored: before.GetValueOrDefault(AppId.From(line.Values.GetValueOrDefault("id", "")))))
            .Select(item => (item.Line, item.Reader, item.Stored, App: LineMapping.App(item.Reader, item.Stored?.Value))).ToList();
        var known = await KnownAsync(readings.SelectMany(reading => reading.App.OwnerIds), cancellationToken);

        var counter = new PageOutcome.Counter(ImportedFile.Apps);
        var changes = new List<Change<ConnectedApp>>();
        foreach (var (line, reader, stored, read) in readings)
        {
            var app = read with { OwnerIds = KnownOwners(reader, read.OwnerIds, known) };
            var isChanged = !reader.IsRefused && !PageOutcome.IsSame(stored?.Value, app);
            if (isChanged)
                changes.Add(new(stored, app));
            counter.Count(line, reader, isChanged);
        }

        await directory.WriteAppsAsync(changes, cancellationToken);
        return counter.Total();
    }

    public async Task<PageOutcome> ApplyEntitlementsAsync(IReadOnlyList<ImportedLine> lines, CancellationToken cancellationToken)
    {
        var before = await BoundedReads.AllAsync(lines.Select(line => EntitlementId.From(line.Values.GetValueOrDefault("id", ""))), directory.LoadEntitlementAsync, cancellationToken);
        var readings = lines.Select(line => (Line: line, Reader: new LineReader(line), Stored: before.GetValueOrDefault(EntitlementId.From(line.Values.GetValueOrDefault("id", "")))))
            .Select(item => (item.Line, item.Reader, item.Stored, Entitlement: LineMapping.Entitlement(item.Reader, item.Stored?.Value))).ToList();
        var known = await KnownAsync(readings.SelectMany(reading => reading.Entitlement.OwnerIds), cancellationToken);
        var apps = (await directory.FindAppsAsync(readings.Select(reading => reading.Entitlement.AppId), cancellationToken)).Select(app => app.Id).ToHashSet();

        var counter = new PageOutcome.Counter(ImportedFile.Entitlements);
        var changes = new List<Change<Entitlement>>();
        foreach (var (line, reader, stored, read) in readings)
        {
            var entitlement = read with { OwnerIds = KnownOwners(reader, read.OwnerIds, known) };
            if (!reader.IsRefused && !apps.Contains(entitlement.AppId))
                reader.Refuse("appId names no app in the directory.");
            var isChanged = !reader.IsRefused && !PageOutcome.IsSame(stored?.Value, entitlement);
            if (isChanged)
                changes.Add(new(stored, entitlement));
            counter.Count(line, reader, isChanged);
        }

        await directory.WriteEntitlementsAsync(changes, cancellationToken);
        return counter.Total();
    }

    private async Task<HashSet<UserId>> KnownAsync(IEnumerable<UserId> owners, CancellationToken cancellationToken) =>
        [.. (await directory.FindUsersAsync(owners, cancellationToken)).Select(user => user.Id)];

    private static IReadOnlyList<UserId> KnownOwners(LineReader reader, IReadOnlyList<UserId> owners, HashSet<UserId> known)
    {
        var unknown = (reader.List("ownerIds") ?? []).Where(owner => !known.Contains(UserId.From(owner))).ToList();
        if (unknown.Count > 0)
            reader.Complain($"ownerIds names {unknown.Count} who are not in the directory; they were left out.");
        return [.. owners.Where(known.Contains)];
    }
}
