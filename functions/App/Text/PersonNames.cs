using AccessReview.Domain.Directory;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Text;

/// <summary>The names of users, as pages, mails and messages show them.</summary>
public sealed class PersonNames
{
    private readonly Func<UserId, User?> _find;

    /// <param name="people">Who was found in the directory.</param>
    public PersonNames(IEnumerable<User> people)
        : this(people.ToDictionary(person => person.Id).GetValueOrDefault)
    {
    }

    public PersonNames(DirectoryFacts facts)
        : this(facts.Find)
    {
    }

    private PersonNames(Func<UserId, User?> find) => _find = find;

    /// <summary>Nobody's name.</summary>
    public static PersonNames None { get; } = new([]);

    /// <summary>Replaces the name of a user who is no longer in the directory.</summary>
    public static string Former => Say($"a former employee");

    public string Of(UserId person) => _find(person)?.DisplayName ?? Former;

    /// <summary>Returns null for nobody.</summary>
    public string? Of(UserId? person) => person is { } id ? Of(id) : null;
}
