using AccessReview.App.Http;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Imports;

/// <summary>The manager and the delegate of a line. A reference to a user who does not exist yet is applied after all users were read.</summary>
internal sealed class UserReferences
{
    private const string Manager = "managerId";
    private const string Delegate = "delegateId";

    private readonly LineReader _line;

    public UserReferences(LineReader line, User user, IReadOnlySet<UserId> known)
    {
        _line = line;
        Resolved = user with
        {
            ManagerId = Resolve(Manager, user.ManagerId, user.Id, known),
            DelegateId = user.OwnsDelegate ? user.DelegateId : Resolve(Delegate, user.DelegateId, user.Id, known),
        };
    }

    public User Resolved { get; }

    /// <summary>True if the line has references. It is then finished only after all users were read.</summary>
    public static bool HasAny(ImportedLine line) => In(line).Any();

    public static IEnumerable<UserId> In(ImportedLine line) => new[] { Manager, Delegate }
        .Select(column => line.Values.GetValueOrDefault(column, ""))
        .Where(cell => !LineReader.IsNone(cell) && LineReader.IsIdentifier(cell))
        .Select(UserId.From);

    public void ReportMissing()
    {
        if (IsMissing(Manager, Resolved.ManagerId))
            _line.Omit(Remark.Say($"managerId is not another person in the directory."));
        if (Resolved.OwnsDelegate && IsMissing(Delegate, Resolved.DelegateId))
            _line.Differ(Remark.Say($"delegateId differs from the person's own setting. Their setting is kept."));
        else if (IsMissing(Delegate, Resolved.DelegateId))
            _line.Omit(Remark.Say($"delegateId is not another person in the directory."));
    }

    private bool IsMissing(string column, UserId? id) => _line.Said(column) is { } said && (LineReader.IsNone(said) ? id is not null : said != id?.Value);

    private UserId? Resolve(string column, UserId? now, UserId self, IReadOnlySet<UserId> known)
    {
        if (_line.Said(column) is not { } said)
            return now;
        if (LineReader.IsNone(said))
            return null;
        var wanted = UserId.From(said);
        return wanted != self && known.Contains(wanted) ? wanted : now;
    }
}
