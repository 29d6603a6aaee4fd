using AccessReview.Domain.Retries;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Tasks.Effects;

/// <summary>Effects of a task that could not be applied yet. They are stored in its state row, so that they can be retried alone.</summary>
/// <param name="From">They belong to events after this version.</param>
/// <param name="Keys">The handler's name, with a colon and the effect's key if it has one.</param>
/// <param name="Tries">The number of consecutive tries.</param>
public sealed record PendingEffects(long From, IReadOnlyList<string> Keys, int Tries)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);

    /// <summary>The names of the handlers with pending effects.</summary>
    public IEnumerable<string> Handlers => Keys.Select(key => key.Split(':')[0]).Distinct(StringComparer.Ordinal);

    /// <summary>The delay before the next retry: seconds for a short fault, up to an hour for a lasting one.</summary>
    public TimeSpan PauseOf(TaskId task) => Tries <= 1 ? FirstPause : BackOff.After(Tries - 1, task.Value);

    public static string KeyOf(IEffectHandler handler, PlannedEffect effect)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentNullException.ThrowIfNull(effect);
        return effect.Key.Length == 0 ? handler.Name : $"{handler.Name}:{effect.Key}";
    }
}
