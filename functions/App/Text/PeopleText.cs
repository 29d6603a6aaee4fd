using static AccessReview.App.Text.Language;

namespace AccessReview.App.Text;

/// <summary>Several names in one sentence.</summary>
public static class PeopleText
{
    private const int MaxNamed = 3;

    /// <summary>Marks a task that is decided on behalf of a user who is out of office.</summary>
    public static string For(string away) => Say($"for {away}");

    /// <summary>Users of whom one is enough: "Ada or Bob".</summary>
    public static string Any(IReadOnlyList<string> names) => names switch
    {
        [] => Say($"Nobody"),
        { Count: > MaxNamed } => Say($"{string.Join(", ", names.Take(MaxNamed - 1))} or one of {names.Count - MaxNamed + 1} others"),
        _ => Listing.Or(names),
    };
}
