using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Imports;

/// <summary>Applies lines about apps and entitlements. Owners who are not in the directory are ignored.</summary>
internal sealed class CatalogLines(ImportTarget directory, ImportRun run)
{
    public async Task<PageOutcome> ApplyAppsAsync(IReadOnlyList<ImportedLine> lines, CancellationToken cancellationToken)
    {
        var before = await BoundedReads.AllAsync(lines.Select(line => AppId.From(IdOf(line))), directory.LoadAppAsync, cancellationToken);
        var readings = lines.Select(run.Read).Select(reader => (Reader: reader, Stored: before.GetValueOrDefault(AppId.From(IdOf(reader.Line)))))
            .Select(item => (item.Reader, item.Stored, App: LineMapping.App(item.Reader, item.Stored?.Value))).ToList();
        var known = await KnownAsync(readings.SelectMany(reading => reading.App.OwnerIds), cancellationToken);
        var spellings = await SpellingGuard.ReadAsync(
            directory, DirectoryIdKind.App, readings.Where(reading => reading.Stored is null).Select(reading => reading.App.Id.Value), cancellationToken);

        var counter = new PageOutcome.Counter(ImportedFile.Apps);
        var changes = new List<Change<ConnectedApp>>();
        foreach (var (reader, stored, read) in readings)
        {
            var app = read with { OwnerIds = KnownOwners(reader, read.OwnerIds, stored?.Value.OwnerIds, known) };
            if (stored is null)
                spellings.Check(reader, app.Id.Value);
            counter.Count(reader, Add(changes, reader, stored, app));
        }

        await directory.WriteAppsAsync(changes, cancellationToken);
        return counter.Total();
    }

    public async Task<PageOutcome> ApplyEntitlementsAsync(IReadOnlyList<ImportedLine> lines, CancellationToken cancellationToken)
    {
        var before = await BoundedReads.AllAsync(lines.Select(line => EntitlementId.From(IdOf(line))), directory.LoadEntitlementAsync, cancellationToken);
        var readings = lines.Select(run.Read).Select(reader => (Reader: reader, Stored: before.GetValueOrDefault(EntitlementId.From(IdOf(reader.Line)))))
            .Select(item => (item.Reader, item.Stored, Entitlement: LineMapping.Entitlement(item.Reader, item.Stored?.Value))).ToList();
        var known = await KnownAsync(readings.SelectMany(reading => reading.Entitlement.OwnerIds), cancellationToken);
        var apps = (await directory.FindAppsAsync(readings.Select(reading => reading.Entitlement.AppId), cancellationToken)).Select(app => app.Id).ToHashSet();
        var spellings = await SpellingGuard.ReadAsync(
            directory, DirectoryIdKind.Entitlement, readings.Where(reading => reading.Stored is null).Select(reading => reading.Entitlement.Id.Value), cancellationToken);

        var counter = new PageOutcome.Counter(ImportedFile.Entitlements);
        var changes = new List<Change<Entitlement>>();
        foreach (var (reader, stored, read) in readings)
        {
            var entitlement = read with { OwnerIds = KnownOwners(reader, read.OwnerIds, stored?.Value.OwnerIds, known) };
            if (!reader.IsRefused && !apps.Contains(entitlement.AppId))
                reader.Refuse(Remark.Say($"appId is not an app in the directory."));
            if (stored is null)
                spellings.Check(reader, entitlement.Id.Value);
            counter.Count(reader, Add(changes, reader, stored, entitlement));
        }

        await directory.WriteEntitlementsAsync(changes, cancellationToken);
        return counter.Total();
    }

    private LineEffect Add<T>(List<Change<T>> changes, LineReader reader, Stored<T>? stored, T after)
    {
        var isSame = stored is not null && PageOutcome.IsSame(stored.Value, after);
        var effect = ImportMark.Effect(run.Import, stored is not null, isSame, stored?.Mark);
        if (!reader.IsRefused && !isSame)
            changes.Add(new(stored, after) { Mark = ImportMark.Of(run.Import, effect) });
        return effect;
    }

    private async Task<HashSet<UserId>> KnownAsync(IEnumerable<UserId> owners, CancellationToken cancellationToken) =>
        [.. (await directory.FindUsersAsync(owners, cancellationToken)).Select(user => user.Id)];

    private static IReadOnlyList<UserId> KnownOwners(LineReader reader, IReadOnlyList<UserId> owners, IReadOnlyList<UserId>? before, HashSet<UserId> known)
    {
        var unknown = (reader.List("ownerIds") ?? []).Where(owner => !known.Contains(UserId.From(owner))).ToList();
        var found = owners.Where(known.Contains).ToList();
        if (unknown.Count == 0)
            return found;
        // If none of the listed owners is known, the current owners stay.
        reader.Omit(Remark.Say($"ownerIds has {unknown.Count} who are not in the directory. They were ignored: {Remark.Shown(string.Join(", ", unknown))}."));
        return found.Count == 0 && before is not null ? before : found;
    }

    private static string IdOf(ImportedLine line) => line.Values.GetValueOrDefault("id", "");
}
