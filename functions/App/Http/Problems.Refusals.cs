using AccessReview.App.Text;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Text;
using Microsoft.AspNetCore.Http;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Http;

public static partial class Problems
{
    /// <summary>Maps a refusal of the task machine to an HTTP problem.</summary>
    public static ProblemException Of(Refusal why, ReviewTask task) => why switch
    {
        Refusal.AlreadyDecided => AlreadyDecided(task, task.LastDecision, false),
        Refusal.TaskClosed => Of(StatusCodes.Status409Conflict, "task_closed", Say($"The task is closed."), task),
        Refusal.OwnAccess => Of(StatusCodes.Status403Forbidden, "own_access", Say($"You cannot decide about your own access.")),
        Refusal.OwnRecommendation => Of(StatusCodes.Status403Forbidden, "own_recommendation", Say($"The person who recommended a removal cannot confirm it. Another person decides.")),
        Refusal.DecidedEarlierStage => Of(StatusCodes.Status403Forbidden, "decided_earlier_stage", Say($"Who decided an earlier stage of a review cannot decide a later one.")),
        Refusal.ReadOnlyRole => Of(StatusCodes.Status403Forbidden, "read_only_role", Say($"Auditors can read everything but change nothing.")),
        Refusal.NotAssignee => Of(StatusCodes.Status403Forbidden, "not_assignee", Say($"The task is not assigned to you.")),
        Refusal.NotAllowed => Of(StatusCodes.Status403Forbidden, "not_allowed", Say($"You do not have permission to do this.")),
        Refusal.StaleStep => Of(StatusCodes.Status409Conflict, "stale_step", Say($"The task has moved to another step. Reload it and try again."), task),
        Refusal.AccessChanged => Of(StatusCodes.Status409Conflict, "access_changed", Say($"The access has changed since you looked. Check what changed, and decide again."), task),
        Refusal.StaleGeneration => Of(StatusCodes.Status409Conflict, "stale_generation", Say($"The task has been reassigned since."), task),
        Refusal.WrongDecision => Of(StatusCodes.Status400BadRequest, "wrong_decision", Say($"This decision is not possible for this kind of task.")),
        Refusal.ReasonRequired => Of(StatusCodes.Status400BadRequest, "reason_required", Say($"Enter a reason.")),
        Refusal.TextTooLong => Of(StatusCodes.Status400BadRequest, "text_too_long", Say($"The text is too long: {PlainText.MaxCharacters:N0} characters at most.")),
        Refusal.CommentEmpty => Of(StatusCodes.Status400BadRequest, "comment_empty", Say($"The comment is empty.")),
        Refusal.ReassignNotAllowed => Of(StatusCodes.Status403Forbidden, "reassign_not_allowed", Say($"The policy does not allow this task to be reassigned.")),
        Refusal.TargetNotAllowed => Of(StatusCodes.Status403Forbidden, "target_not_allowed", Say($"The policy does not allow this task to be reassigned to this person.")),
        Refusal.TargetNotEligible => Of(StatusCodes.Status400BadRequest, "target_not_eligible", Say($"This person cannot decide about this access.")),
        Refusal.AlreadyAssigned => Of(StatusCodes.Status409Conflict, "already_assigned", Say($"The task is already assigned to this person."), task),
        Refusal.ReminderTooSoon => new ProblemException(StatusCodes.Status429TooManyRequests, "reminder_too_soon", Say($"A reminder was sent a short while ago. Try again later."))
        {
            RetryAfter = TaskMachine.ReminderPause,
        },
        Refusal.NobodyToRemind => Of(StatusCodes.Status409Conflict, "nobody_to_remind", Say($"No reminder was sent because the task has no assignee. An administrator can reassign it."), task),
        Refusal.NotDue => Of(StatusCodes.Status409Conflict, "not_due", Say($"This is not due yet."), task),
        Refusal.NotRetryable => Of(StatusCodes.Status409Conflict, "not_retryable", Say($"There is nothing to retry."), task),
        Refusal.DecideInBrowser => Of(StatusCodes.Status403Forbidden, "decide_in_browser", Say($"High-risk access must be decided in the browser.")),
        Refusal.SubjectInactive => Of(StatusCodes.Status409Conflict, "subject_inactive", ObsoleteText.Refused(ObsoleteCause.SubjectInactive, task.Kind), task),
        Refusal.EndPassed => Of(StatusCodes.Status409Conflict, "end_passed", ObsoleteText.Refused(ObsoleteCause.EndPassed, task.Kind), task),
        Refusal.AlreadyHeld => Of(StatusCodes.Status409Conflict, "already_held", ObsoleteText.Refused(ObsoleteCause.AlreadyHeld, task.Kind), task),
        Refusal.NotHeld => Of(StatusCodes.Status409Conflict, "not_held", ObsoleteText.Refused(ObsoleteCause.NotHeld, task.Kind), task),
        Refusal.EntitlementGone => Of(StatusCodes.Status409Conflict, "entitlement_gone", ObsoleteText.Refused(ObsoleteCause.EntitlementGone, task.Kind), task),
        Refusal.EndMoved => Of(StatusCodes.Status409Conflict, "end_moved", ObsoleteText.Refused(ObsoleteCause.EndMoved, task.Kind), task),
        Refusal.OneAtATime => Of(StatusCodes.Status409Conflict, "one_at_a_time", Say($"The campaign wants high-risk access decided one at a time. Decide this task alone."), task),
        Refusal.UndoPending => Of(StatusCodes.Status409Conflict, "undo_pending", Say($"The last decision can still be undone. Try again in a minute."), task),
        Refusal.NothingToUndo => Of(StatusCodes.Status409Conflict, "nothing_to_undo", Say($"There is no decision that you can undo."), task),
        Refusal.UndoTooLate => Of(StatusCodes.Status409Conflict, "undo_too_late", Say($"It is too late to undo this decision. It has taken effect."), task),
        Refusal.UndoOvertaken => Of(StatusCodes.Status409Conflict, "undo_overtaken", Say($"The task has changed since the decision, so it cannot be undone."), task),
        Refusal.NotDecider => Of(StatusCodes.Status403Forbidden, "not_decider", Say($"Only the person who decided can undo the decision.")),
        Refusal.NobodyToAsk => Of(
            StatusCodes.Status409Conflict, "nobody_to_ask", Say($"There is nobody to ask: the task follows from no request of another active person."), task),
        Refusal.QuestionOpen => Of(StatusCodes.Status409Conflict, "question_open", Say($"Another question is still open. Wait for its answer."), task),
        Refusal.TooManyQuestions => Of(
            StatusCodes.Status409Conflict, "too_many_questions", Say($"This step already had {TaskMachine.MaxQuestions} questions. Add a comment instead."), task),
        Refusal.QuestionEmpty => Of(StatusCodes.Status400BadRequest, "question_empty", Say($"The question is empty.")),
        Refusal.AnswerEmpty => Of(StatusCodes.Status400BadRequest, "answer_empty", Say($"The answer is empty.")),
        Refusal.NoQuestion => Of(StatusCodes.Status409Conflict, "no_question", Say($"No question is open any more. Add a comment instead."), task),
        Refusal.EndOutOfRange => Of(StatusCodes.Status400BadRequest, "end_out_of_range", EndOutOfRange),
        Refusal.NoWaitingRemoval => Of(StatusCodes.Status409Conflict, "no_waiting_removal", Say($"No removal waits here: there is none, or it has ended."), task),
        Refusal.RemovalStarted => Of(StatusCodes.Status409Conflict, "removal_started", Say($"The removal has started. You can no longer stop it here."), task),
        Refusal.AlreadyContested => Of(StatusCodes.Status409Conflict, "already_contested", Say($"You contested this removal before. That is possible once."), task),
        Refusal.NotContested => Of(StatusCodes.Status409Conflict, "not_contested", Say($"The removal is not contested, or somebody has decided about it."), task),
        Refusal.NotUnchanged => Of(
            StatusCodes.Status409Conflict, "not_unchanged", Say($"The access is not certified in one step with others: it has changed, its risk is high, or the campaign does not allow it."), task),
        Refusal.ExceptionIncomplete => Of(StatusCodes.Status400BadRequest, "exception_incomplete", ExceptionIncomplete),
        Refusal.ExceptionPending => Of(StatusCodes.Status409Conflict, "exception_pending", Say($"The exception waits for the approval of another person."), task),
        Refusal.NoException => Of(StatusCodes.Status409Conflict, "no_exception", Say($"No exception waits for an approval."), task),
        Refusal.OwnException => Of(StatusCodes.Status403Forbidden, "own_exception", Say($"The person who decided cannot approve the exception. Another person does.")),
        Refusal.AlreadyRetried => Of(StatusCodes.Status409Conflict, "already_retried", Say($"It is already being retried."), task),
    };

    public static string ExceptionIncomplete => Say($"An exception needs a reason, an end date and a compensating control.");

    public static string EndOutOfRange =>
        Say($"Only a certification can have an end date. It must be after now, and at most {CertificationTerms.LongestValidity.Days} days from now.");

    /// <summary>The caller's version is out of date. The members describe the current version.</summary>
    /// <param name="eTag">The task's current ETag, without quotes.</param>
    public static ProblemException ChangedMeanwhile(string eTag, ReviewTask task)
    {
        var problem = Of(StatusCodes.Status412PreconditionFailed, "changed_meanwhile", Say($"It has changed since you opened it. Reload it and try again."), task);
        problem.Extensions["eTag"] = $"\"{eTag}\"";
        problem.Extensions["version"] = task.Version;
        return problem;
    }

    /// <summary>There is already a decision; the problem names who made it.</summary>
    /// <param name="task">The current task.</param>
    /// <param name="earlier">The decision on the caller's step. In a task with several steps it is not always the last one.</param>
    /// <param name="isOwn">The caller made this decision earlier.</param>
    public static ProblemException AlreadyDecided(ReviewTask task, RecordedDecision? earlier, bool isOwn)
    {
        var title = isOwn ? Say($"You already decided this task.") : Say($"Another person already decided this task.");
        var detail = isOwn && earlier is not null ? Say($"{DecisionText.YouDid(task, earlier)}.") : null;
        var problem = Of(StatusCodes.Status409Conflict, "already_decided", title, task, detail);
        if (earlier is { } decision)
        {
            problem.Extensions["decidedBy"] = decision.By;
            problem.Extensions["decision"] = decision.Decision;
            problem.Extensions["decidedAt"] = decision.At;
        }

        return problem;
    }

    private static ProblemException Of(int status, string code, string title, ReviewTask? now = null, string? detail = null)
    {
        var problem = new ProblemException(status, code, title, detail);
        if (now is null)
            return problem;

        problem.Extensions["state"] = now.State;
        problem.Extensions["step"] = now.Step;
        problem.Extensions["generation"] = now.Generation;
        problem.Extensions["outcome"] = now.Outcome;
        return problem;
    }
}
