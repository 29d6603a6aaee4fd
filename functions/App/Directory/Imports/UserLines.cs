using AccessReview.Domain.Directory;

namespace AccessReview.App.Directory.Imports;

/// <summary>Applies lines about people: first the people, then the managers and delegates who come later in the file.</summary>
internal sealed class UserLines(DirectoryStore directory)
{
    public async Task<PageOutcome> ApplyAsync(IReadOnlyList<ImportedLine> lines, CancellationToken cancellationToken)
    {
        var before = await LoadAsync(lines, cancellationToken);
        var known = await KnownAsync(lines, before, cancellationToken);
        var emails = await EmailHoldersAsync(lines, cancellationToken);
        var counter = new PageOutcome.Counter(ImportedFile.Users);
        var changes = new List<Change<User>>();
        foreach (var line in lines)
        {
            var reader = new LineReader(line);
            var stored = before.GetValueOrDefault(UserId.From(reader.Raw("id") ?? ""));
            var user = KeepEmailUnique(LineMapping.User(reader, stored?.Value), stored?.Value, reader, emails);
            var references = new UserReferences(reader, user, known);
            user = references.Resolved;
            var isChanged = !reader.IsRefused && !PageOutcome.IsSame(stored?.Value, user);
            if (isChanged)
                changes.Add(new(stored, user));
            if (references.AreComplete || reader.IsRefused)
                counter.Count(line, reader, isChanged);
        }

        await directory.WriteUsersAsync(changes, cancellationToken);
        return counter.Total();
    }

    /// <summary>Lines whose manager or delegate was not there when they were applied; each is counted here for the first time.</summary>
    public async Task<PageOutcome> ApplyReferencesAsync(IReadOnlyList<ImportedLine> lines, CancellationToken cancellationToken)
    {
        var open = lines.Where(UserReferences.HasAny).ToList();
        var before = await LoadAsync(open, cancellationToken);
        var known = await KnownAsync(open, before, cancellationToken);
        var counter = new PageOutcome.Counter(ImportedFile.Users);
        var changes = new List<Change<User>>();
        foreach (var line in open)
        {
            var reader = new LineReader(line);
            if (before.GetValueOrDefault(UserId.From(reader.Raw("id") ?? "")) is not { } stored || new UserReferences(reader, stored.Value).AreComplete)
                continue;
            _ = LineMapping.User(reader, stored.Value); // For what was wrong with the line when it was applied.
            if (reader.IsRefused)
                continue;

            var references = new UserReferences(reader, stored.Value, known);
            references.ComplainOfMissing();
            var isChanged = !PageOutcome.IsSame(stored.Value, references.Resolved);
            if (isChanged)
                changes.Add(new(stored, references.Resolved));
            counter.Count(line, reader, isChanged);
        }

        await directory.WriteUsersAsync(changes, cancellationToken);
        return counter.Total();
    }

    private static User KeepEmailUnique(User user, User? before, LineReader reader, Dictionary<string, UserId> holders)
    {
        if (reader.IsRefused || string.Equals(user.Email, before?.Email, StringComparison.OrdinalIgnoreCase))
            return user;
        if (holders.TryAdd(DirectoryKeys.EmailKey(user.Email), user.Id) || holders[DirectoryKeys.EmailKey(user.Email)] == user.Id)
            return user;
        reader.Refuse("email is somebody else's address.");
        return user;
    }

    private async Task<IReadOnlyDictionary<UserId, Stored<User>?>> LoadAsync(IEnumerable<ImportedLine> lines, CancellationToken cancellationToken) =>
        await BoundedReads.AllAsync(lines.Select(line => UserId.From(line.Values.GetValueOrDefault("id", ""))), directory.LoadUserAsync, cancellationToken);

    /// <summary>Whoever is there once this page is applied, among those that it refers to.</summary>
    private async Task<HashSet<UserId>> KnownAsync(
        IReadOnlyList<ImportedLine> lines, IReadOnlyDictionary<UserId, Stored<User>?> before, CancellationToken cancellationToken)
    {
        var known = before.Where(user => user.Value is not null).Select(user => user.Key).ToHashSet();
        var others = lines.SelectMany(UserReferences.In).Where(id => !before.ContainsKey(id));
        known.UnionWith((await directory.FindUsersAsync(others, cancellationToken)).Select(user => user.Id));
        return known;
    }

    private async Task<Dictionary<string, UserId>> EmailHoldersAsync(IEnumerable<ImportedLine> lines, CancellationToken cancellationToken)
    {
        var emails = lines.Select(line => line.Values.GetValueOrDefault("email", "")).Where(email => email.Length > 0);
        var users = await BoundedReads.AllAsync(emails, directory.FindUserByEmailAsync, cancellationToken);
        return users.Where(user => user.Value is not null).GroupBy(user => DirectoryKeys.EmailKey(user.Key)).ToDictionary(group => group.Key, group => group.First().Value!.Id);
    }
}
