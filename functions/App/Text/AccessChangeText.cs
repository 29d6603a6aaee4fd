using System.Globalization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Text;

/// <summary>What changed of an access while its review was open.</summary>
internal static class AccessChangeText
{
    /// <summary>The change, with the values before and after.</summary>
    public static string Of(AccessChange change, LocalTime time) => Say($"{Name(change.What)}: {Value(change.What, change.From, time)} → {Value(change.What, change.To, time)}");

    public static string WithTime(AccessChange change, LocalTime time) => Say($"{Of(change, time)} ({time.SayShort(change.At)})");

    /// <summary>All changes in one line.</summary>
    public static string Listed(IReadOnlyList<AccessChange> changes, LocalTime time) => string.Join("; ", changes.Select(change => WithTime(change, time)));

    /// <summary>The last change, for a line of a list.</summary>
    public static string Newest(IReadOnlyList<AccessChange> changes, LocalTime time) => Say($"Changed: {WithTime(changes[^1], time)}");

    /// <summary>Only what changed, without values.</summary>
    public static string Names(IReadOnlyList<AccessChange> changes) => string.Join(", ", changes.Select(change => Name(change.What)));

    public static string Name(ReliedFact fact) => fact switch
    {
        ReliedFact.Risk => Say($"Risk"),
        ReliedFact.Privileged => Say($"Privileged"),
        ReliedFact.Path => Say($"Through"),
        ReliedFact.Account => Say($"Account"),
        ReliedFact.End => Say($"End"),
        ReliedFact.Manager => Say($"Manager"),
        ReliedFact.Department => Say($"Department"),
        ReliedFact.Active => Say($"Active"),
    };

    private static string Value(ReliedFact fact, string? value, LocalTime time) => (fact, value) switch
    {
        (_, null) => "–",
        (ReliedFact.Risk, _) when Enum.TryParse<Risk>(value, out var risk) => TaskText.Name(risk),
        (ReliedFact.Privileged or ReliedFact.Active, "true") => Say($"yes"),
        (ReliedFact.Privileged or ReliedFact.Active, _) => Say($"no"),
        (ReliedFact.End, _) when DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out var at) => time.SayDate(at),
        _ => value,
    };
}
