using System.Diagnostics;
using AccessReview.Domain.Policies;

namespace AccessReview.Domain.Tasks;

/// <summary>The open question and the times in which the ladder was paused.</summary>
public sealed partial record ReviewTask
{
    /// <summary>The question that the requester has not answered yet; null: none, as in rows of earlier builds.</summary>
    public OpenQuestion? Question { get; init; }

    /// <summary>The ended pauses of the current step, oldest first; null: none.</summary>
    public IReadOnlyList<LadderPause>? Pauses { get; init; }

    /// <summary>When a rung of the current step is or was due. While a question is open: if nobody answers it.</summary>
    public DateTimeOffset DueAtOf(Rung rung) => After(rung.After);

    /// <summary>The end of an interval since the step's start, without the pauses that began before that end.</summary>
    private DateTimeOffset After(TimeSpan time)
    {
        var at = StepStartedAt + time;
        var ended = Pauses ?? [];
        foreach (var pause in Question is { } open ? ended.Append(new LadderPause(open.AskedAt, open.Until)) : ended)
        {
            if (pause.From <= at)
                at += pause.To - pause.From;
        }

        return at;
    }

    /// <summary>Answers, time-outs, decisions, new assignees and the end of the task end the open question.</summary>
    private static bool EndsQuestion(TaskEvent happened) =>
        happened is TaskEvent.InformationGiven or TaskEvent.InformationTimedOut or TaskEvent.Decided or TaskEvent.StepStarted or TaskEvent.Reassigned
            or TaskEvent.AssigneesAdded or TaskEvent.AssigneesReplaced or TaskEvent.AssigneesChanged or TaskEvent.StepSkipped
            or TaskEvent.Cancelled or TaskEvent.TaskClosed;

    /// <summary>A pause never lasts longer than the question was open for, even if the time-out comes late.</summary>
    private ReviewTask EndQuestion(DateTimeOffset at) => Question is { } open
        ? this with { Question = null, Pauses = [.. Pauses ?? [], new LadderPause(open.AskedAt, at < open.Until ? at : open.Until)] }
        : this;

    private static OpenQuestion QuestionOf(TaskEvent.InformationRequested asked) =>
        new(asked.By.User ?? throw new UnreachableException("Only people ask."), asked.At, asked.Until, asked.Text);
}
