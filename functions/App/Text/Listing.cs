using static AccessReview.App.Text.Language;

namespace AccessReview.App.Text;

/// <summary>Joins names in a sentence: "Ada, Grace and Max".</summary>
public static class Listing
{
    public static string And(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "",
        1 => names[0],
        _ => Say($"{string.Join(", ", names.SkipLast(1))} and {names[^1]}"),
    };

    public static string Or(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "",
        1 => names[0],
        _ => Say($"{string.Join(", ", names.SkipLast(1))} or {names[^1]}"),
    };
}
