using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Imports;

/// <summary>Combines lines about users with the stored users, and writes the changes.</summary>
internal sealed class UserChanges(ImportTarget directory, ImportRun run)
{
    public async Task<IReadOnlyList<UserLine>> ReadAsync(IReadOnlyList<ImportedLine> lines, CancellationToken cancellationToken)
    {
        var before = await BoundedReads.AllAsync(lines.Select(IdOf), directory.LoadUserAsync, cancellationToken);
        return [.. lines.Select(Read)];

        UserLine Read(ImportedLine line)
        {
            var reader = run.Read(line);
            var stored = before.GetValueOrDefault(IdOf(line));
            return new(reader, stored, LineMapping.User(reader, stored?.Value));
        }
    }

    /// <summary>The users who will exist after these lines are applied, of those whom the lines name.</summary>
    public async Task<HashSet<UserId>> KnownAsync(IReadOnlyList<ImportedLine> lines, CancellationToken cancellationToken) =>
        [.. (await directory.FindUsersAsync(lines.SelectMany(UserReferences.In), cancellationToken)).Select(user => user.Id)];

    public Batch Begin(HashSet<UserId> known) => new(directory, run, known);

    private static UserId IdOf(ImportedLine line) => UserId.From(line.Values.GetValueOrDefault("id", ""));

    /// <summary>Users who are written together.</summary>
    public sealed class Batch(ImportTarget directory, ImportRun run, HashSet<UserId> known)
    {
        private readonly PageOutcome.Counter _counter = new(ImportedFile.Users);
        private readonly List<Change<User>> _changes = [];

        public void Add(UserLine person)
        {
            var (reader, stored, user) = person;
            var references = new UserReferences(reader, user, known);
            var isSame = stored is not null && PageOutcome.IsSame(stored.Value, references.Resolved);
            var effect = ImportMark.Effect(run.Import, stored is not null, isSame, stored?.Mark);
            if (!reader.IsRefused && !isSame)
                _changes.Add(new(stored, references.Resolved) { Mark = ImportMark.Of(run.Import, effect) });

            // The user has left, but their line is refused, so they are still active. The report lists this first.
            if (reader.IsRefused && stored is { Value.IsActive: true } && reader.YesOrNo("active") == false)
                reader.MarkUrgent();
            if (!UserReferences.HasAny(reader.Line))
                references.ReportMissing();
            // Lines with references are counted later, when all users exist.
            if (reader.IsRefused || !UserReferences.HasAny(reader.Line))
                _counter.Count(reader, effect);
        }

        public async Task<PageOutcome> WriteAsync(CancellationToken cancellationToken)
        {
            await directory.WriteUsersAsync(_changes, cancellationToken);
            return _counter.Total();
        }
    }
}
