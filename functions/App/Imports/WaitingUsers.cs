using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Imports;

/// <summary>
/// Lines that can only be judged after the whole file was read: email addresses that move from one user to another,
/// and admins who lose the role.
/// </summary>
internal sealed class WaitingUsers(ImportTarget directory, ImportStore imports, ImportRun run)
{
    private readonly UserChanges _changes = new(directory, run);

    public async Task<PageOutcome> ApplyAsync(CancellationToken cancellationToken)
    {
        var lines = await imports.ReadWaitingAsync(run.Import, cancellationToken);
        if (lines.Count == 0)
            return new PageOutcome(0, 0, 0, 0);

        var people = await _changes.ReadAsync(lines, cancellationToken);
        var wishes = await WishesAsync(people, cancellationToken);
        var granted = Granted(people, wishes);
        var leaving = granted.Where(person => directory.LosesAdmin(person.Stored?.Value, person.User)).ToList();
        var joining = granted.Where(person => directory.GainsAdmin(person.Stored?.Value, person.User)).Select(person => person.User.Id).ToList();
        if (LastAdmin.WouldGo(await directory.ActiveAdminsAsync(cancellationToken), [.. leaving.Select(person => person.User.Id)], joining))
        {
            foreach (var person in leaving)
                person.Reader.RefuseUrgently(Remark.Say($"No active person would be an administrator any more. First give another person the role admin."));
            granted = Granted([.. people.Where(person => !person.Reader.IsRefused)], wishes);
        }

        foreach (var person in people.Where(person => !person.Reader.IsRefused).Except(granted))
            person.Reader.Refuse(Remark.Say($"email is already the address of {Remark.Shown(wishes[person].Holder?.Value ?? "another line")}, who is active."));
        await imports.RefuseWaitingAsync(run.Import, [.. people.Where(person => person.Reader.IsRefused).Select(person => person.Reader.Line)], cancellationToken);

        var batch = _changes.Begin(await _changes.KnownAsync(lines, cancellationToken));
        foreach (var person in people)
            batch.Add(person);
        return await batch.WriteAsync(cancellationToken);
    }

    private static IReadOnlyList<UserLine> Granted(IReadOnlyList<UserLine> people, IReadOnlyDictionary<UserLine, AddressWish> wishes)
    {
        var granted = AddressHandover.Granted(people.Where(person => !person.Reader.IsRefused).Select(person => wishes[person])).ToHashSet();
        return [.. people.Where(person => granted.Contains(wishes[person]))];
    }

    private async Task<IReadOnlyDictionary<UserLine, AddressWish>> WishesAsync(IEnumerable<UserLine> people, CancellationToken cancellationToken) =>
        await BoundedReads.AllAsync(people, async (person, token) => new AddressWish(
            person.User.Id,
            person.User.IsActive ? person.AddressKey : null,
            person.User.IsActive ? await directory.FindAddressHolderAsync(person.AddressKey, token) : null), cancellationToken);
}
