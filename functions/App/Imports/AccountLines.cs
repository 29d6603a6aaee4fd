using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Imports;

/// <summary>Applies lines about accounts.</summary>
internal sealed class AccountLines(ImportTarget directory, ImportRun run)
{
    public async Task<PageOutcome> ApplyAsync(IReadOnlyList<ImportedLine> lines, CancellationToken cancellationToken)
    {
        var before = await BoundedReads.AllAsync(lines.Select(KeyOf), directory.LoadAccountAsync, cancellationToken);
        var readings = lines.Select(run.Read).Select(reader => (Reader: reader, Stored: before[KeyOf(reader.Line)]))
            .Select(item => (item.Reader, item.Stored, Account: LineMapping.Account(item.Reader, item.Stored?.Value))).ToList();
        var owners = (await directory.FindUsersAsync(readings.Select(reading => reading.Account.OwnerId).OfType<UserId>(), cancellationToken)).Select(user => user.Id).ToHashSet();
        var apps = (await directory.FindAppsAsync(readings.Select(reading => reading.Account.AppId), cancellationToken)).Select(app => app.Id).ToHashSet();

        var counter = new PageOutcome.Counter(ImportedFile.Accounts);
        var changes = new List<Change<Account>>();
        var (seen, refused) = (new List<string>(), new List<string>());
        foreach (var (reader, stored, read) in readings)
        {
            if (!reader.IsRefused && !apps.Contains(read.AppId))
                reader.Refuse(Remark.Say($"appId is not an app in the directory."));
            var account = read with { OwnerId = KnownOwner(reader, read.OwnerId, stored?.Value.OwnerId, owners) };
            var isSame = PageOutcome.IsSame(stored?.Value, account);
            var effect = ImportMark.Effect(run.Import, stored is not null, isSame, stored?.Mark);
            if (!reader.IsRefused && !isSame)
                changes.Add(new(stored, account) { Mark = ImportMark.Of(run.Import, effect) });
            counter.Count(reader, effect);
            if (!reader.IsRefused && run.CompleteFor.Contains(account.AppId))
                seen.Add(ImportStore.SeenKeyOf(account));
            if (reader.IsRefused && run.CompleteFor.Count > 0)
                refused.Add(apps.Contains(read.AppId) ? read.AppId.Value : ImportedFileState.Unknown);
        }

        await directory.WriteAccountsAsync(changes, cancellationToken);
        return counter.Total() with { Seen = seen, RefusedAbout = refused };
    }

    /// <summary>An owner who is not in the directory is ignored, and the current owner stays.</summary>
    private static UserId? KnownOwner(LineReader reader, UserId? owner, UserId? before, HashSet<UserId> known)
    {
        if (owner is not { } named || known.Contains(named))
            return owner;
        reader.Omit(Remark.Say($"ownerId is not a person in the directory."));
        return before is { } current && known.Contains(current) ? current : null;
    }

    private static AccountKey KeyOf(ImportedLine line) => new(AppId.From(line.Values.GetValueOrDefault("appId", "")), AccountId.From(line.Values.GetValueOrDefault("id", "")));
}
