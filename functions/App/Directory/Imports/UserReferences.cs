using AccessReview.Domain.Directory;

namespace AccessReview.App.Directory.Imports;

/// <summary>The manager and the delegate that a line names. Who is not there yet is left as it stands until everybody was read.</summary>
internal sealed class UserReferences
{
    private static readonly string[] Columns = ["managerId", "delegateId"];

    private readonly LineReader _line;

    public UserReferences(LineReader line, User user, IReadOnlySet<UserId>? known = null)
    {
        _line = line;
        Resolved = user with
        {
            ManagerId = Resolve("managerId", user.ManagerId, user.Id, known),
            DelegateId = Resolve("delegateId", user.DelegateId, user.Id, known),
        };
    }

    public User Resolved { get; }

    /// <summary>Does the user name whom the line names?</summary>
    public bool AreComplete => IsComplete("managerId", Resolved.ManagerId) && IsComplete("delegateId", Resolved.DelegateId);

    public static bool HasAny(ImportedLine line) => In(line).Any();

    public static IEnumerable<UserId> In(ImportedLine line) =>
        Columns.Select(column => line.Values.GetValueOrDefault(column, "")).Where(LineReader.IsIdentifier).Select(UserId.From);

    public void ComplainOfMissing()
    {
        if (!IsComplete("managerId", Resolved.ManagerId))
            _line.Complain("managerId names nobody else in the directory.");
        if (!IsComplete("delegateId", Resolved.DelegateId))
            _line.Complain("delegateId names nobody else in the directory.");
    }

    private bool IsComplete(string column, UserId? id) => _line.Raw(column) is not { } raw || raw == (id?.Value ?? "");

    private UserId? Resolve(string column, UserId? now, UserId self, IReadOnlySet<UserId>? known)
    {
        if (_line.Raw(column) is not { } raw)
            return now;
        if (raw.Length == 0)
            return null;
        var wanted = UserId.From(raw);
        return wanted != self && known?.Contains(wanted) == true ? wanted : now;
    }
}
