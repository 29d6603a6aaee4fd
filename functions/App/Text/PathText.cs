using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Text;

/// <summary>The path of inherited access.</summary>
public static class PathText
{
    private const string Arrow = " → ";

    /// <summary>The entitlements that grant the access, from the nearest to the source; null: it is held directly.</summary>
    public static string? Of(Subject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return subject.Through is { Count: > 0 } path ? string.Join(Arrow, path.Select(step => step.Name)) : null;
    }

    /// <summary>What a removal means for inherited access; null: it is held directly.</summary>
    public static string? Removal(Subject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return subject.Through is { Count: > 0 } path ? Say($"This access comes through {path[^1].Name}. A removal is requested there, and this access ends with the next import.") : null;
    }
}
