using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Imports;

/// <summary>
/// Applies lines about users: first the users, then those that wait for other lines of the file (<see cref="WaitingUsers"/>),
/// then managers and delegates.
/// </summary>
internal sealed class UserLines(ImportTarget directory, ImportStore imports, ImportRun run)
{
    private readonly UserChanges _changes = new(directory, run);

    public async Task<PageOutcome> ApplyAsync(IReadOnlyList<ImportedLine> lines, CancellationToken cancellationToken)
    {
        var people = await _changes.ReadAsync(lines, cancellationToken);
        var spellings = await SpellingGuard.ReadAsync(
            directory, DirectoryIdKind.User, people.Where(person => person.Stored is null).Select(person => person.User.Id.Value), cancellationToken);
        var holders = await HoldersAsync(people, cancellationToken);
        var waiting = new List<ImportedLine>();
        var batch = _changes.Begin(await _changes.KnownAsync(lines, cancellationToken));
        foreach (var person in people)
        {
            if (person.Stored is null)
                spellings.Check(person.Reader, person.User.Id.Value);
            if (!person.Reader.IsRefused && MustWait(person, holders))
                waiting.Add(person.Reader.Line);
            else
                batch.Add(person);
        }

        await imports.StoreWaitingAsync(run.Import, [.. lines.Select(line => line.Number)], waiting, cancellationToken);
        return await batch.WriteAsync(cancellationToken);
    }

    /// <summary>Applies lines with managers and delegates after all users exist. These lines are counted here.</summary>
    public async Task<PageOutcome> ApplyReferencesAsync(IReadOnlyList<ImportedLine> lines, CancellationToken cancellationToken)
    {
        var open = lines.Where(UserReferences.HasAny).ToList();
        if (open.Count == 0)
            return new PageOutcome(0, 0, 0, 0);
        var refused = await imports.RefusedWaitingAsync(run.Import, open[0].Number, open[^1].Number, cancellationToken);
        var known = await _changes.KnownAsync(open, cancellationToken);
        var counter = new PageOutcome.Counter(ImportedFile.Users);
        var changes = new List<Change<User>>();
        foreach (var (reader, stored, _) in await _changes.ReadAsync([.. open.Where(line => !refused.Contains(line.Number))], cancellationToken))
        {
            if (stored is null || reader.IsRefused)
                continue; // Counted when it was refused.
            var references = new UserReferences(reader, stored.Value, known);
            references.ReportMissing();
            var isSame = PageOutcome.IsSame(stored.Value, references.Resolved);
            var effect = ImportMark.Effect(run.Import, isThere: true, isSame, stored.Mark);
            if (!isSame)
                changes.Add(new(stored, references.Resolved) { Mark = ImportMark.Of(run.Import, effect) });
            counter.Count(reader, effect);
        }

        await directory.WriteUsersAsync(changes, cancellationToken);
        return counter.Total();
    }

    /// <summary>
    /// True if another user has the email address and may give it up in a later line,
    /// or if an admin is to lose the role and a later line may add another admin.
    /// </summary>
    private bool MustWait(UserLine person, Dictionary<string, UserId> holders)
    {
        if (directory.LosesAdmin(person.Stored?.Value, person.User))
            return true;
        return person.WantsAddress && !holders.TryAdd(person.AddressKey, person.User.Id) && holders[person.AddressKey] != person.User.Id;
    }

    private async Task<Dictionary<string, UserId>> HoldersAsync(IEnumerable<UserLine> people, CancellationToken cancellationToken)
    {
        var wanted = people.Where(person => person.WantsAddress && !person.Reader.IsRefused).Select(person => person.AddressKey);
        var found = await BoundedReads.AllAsync(wanted, directory.FindAddressHolderAsync, cancellationToken);
        return found.Where(holder => holder.Value is not null).ToDictionary(holder => holder.Key, holder => holder.Value!.Value, StringComparer.Ordinal);
    }
}
