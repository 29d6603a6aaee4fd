using AccessReview.Domain.Retries;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Tasks.Effects;

/// <summary>Effects of a task that could not be applied yet: part of its state row, so that they are found and tried again alone.</summary>
/// <param name="From">They are found among the effects of the events after this one.</param>
/// <param name="Keys">Their names: the handler's name, and the effect's key behind a colon where it has one.</param>
/// <param name="Tries">How often they were tried in a row.</param>
public sealed record PendingEffects(long From, IReadOnlyList<string> Keys, int Tries)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);

    /// <summary>The names of the handlers whose effects wait.</summary>
    public IEnumerable<string> Handlers => Keys.Select(key => key.Split(':')[0]).Distinct(StringComparer.Ordinal);

    /// <summary>How long to wait before they are tried again: a passing fault costs seconds, one that stays up to an hour.</summary>
    public TimeSpan PauseOf(TaskId task) => Tries <= 1 ? FirstPause : BackOff.After(Tries - 1, task.Value);

    public static string KeyOf(IEffectHandler handler, PlannedEffect effect)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentNullException.ThrowIfNull(effect);
        return effect.Key.Length == 0 ? handler.Name : $"{handler.Name}:{effect.Key}";
    }
}
