using AccessReview.App.Text;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Requests;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Requests;

/// <summary>The steps of a request, as shown on its page: from the requester to the access.</summary>
public static class RequestSteps
{
    public static IEnumerable<RequestStep> Of(RequestStatus status)
    {
        var request = status.Request;
        yield return new RequestStep(Say($"Requested"), Say($"{status.NameOf(request.RequestedBy)}, {status.Time.SayDay(request.RequestedAt)}"), RequestStep.Done, status.IsReaders(request.RequestedBy));
        foreach (var step in status.Approval is { } approval ? approval.Policy.Steps.Select((step, index) => Approved(status, approval, step, index)) : status.Foreseen.Select(Foreseen))
            yield return step;
        foreach (var step in Given(status))
            yield return step;
        yield return End(status);
    }

    private static RequestStep Foreseen(ForeseenStep step) => step.Applies
        ? new RequestStep(StepText.Title(step.Step), Say($"Not started"), RequestStep.Waiting)
        : new RequestStep(StepText.Title(step.Step), StepText.NotNeeded(step.Step), RequestStep.Omitted);

    private static RequestStep Approved(RequestStatus status, ReviewTask task, PolicyStep step, int index)
    {
        var title = StepText.Title(step);
        return task.StateOf(index, task.Subject.Risk) switch
        {
            StepState.Decided when task.Decisions.Last(decision => decision.Step == index) is var taken =>
                new RequestStep(title, Taken(status, taken), taken.Decision == Decision.Deny ? RequestStep.Failed : RequestStep.Done, status.IsReaders(taken.By))
                {
                    Quote = QuoteOf(status, taken),
                    Task = task.Number,
                },
            StepState.Current => Assigned(status, task, title),
            StepState.Undecided when index == task.Step => task.Assignees.Count > 0 ? Assigned(status, task, title) : new RequestStep(title, Say($"Not needed"), RequestStep.Omitted),
            StepState.Decided or StepState.Undecided => new RequestStep(title, Say($"Nobody answered, so the request moved to the next step"), RequestStep.Done),
            StepState.NotRequired => new RequestStep(title, StepText.NotNeeded(step), RequestStep.Omitted),
            StepState.Waiting => new RequestStep(title, Say($"Not started"), RequestStep.Waiting),
            StepState.NotReached => new RequestStep(title, Say($"Not needed"), RequestStep.Omitted),
        };
    }

    private static IEnumerable<RequestStep> Given(RequestStatus status)
    {
        var title = Say($"Provisioning in {status.AppName}");
        var any = false;
        foreach (var task in status.Provisioning)
        {
            yield return task.LastDecision is { } taken
                ? new RequestStep(title, Taken(status, taken), taken.Decision == Decision.Error ? RequestStep.Failed : RequestStep.Done, status.IsReaders(taken.By)) { Quote = QuoteOf(status, taken), Task = task.Number }
                : Assigned(status, task, title);
            any = true;
            title = Say($"New attempt in {status.AppName}");
        }

        if (!any && !status.Request.IsUnderWay)
            yield return new RequestStep(title, Say($"Not needed"), RequestStep.Omitted);
        else if (!any)
            yield return new RequestStep(title, status.Request.State == RequestState.Provisioning ? Say($"The task is being opened") : Say($"After approval"), RequestStep.Waiting);
    }

    /// <summary>The reason that closed the request is already shown above the steps.</summary>
    private static string? QuoteOf(RequestStatus status, RecordedDecision taken) =>
        taken == status.Newest?.LastDecision && StateText.Quote(status.Request.State, status.Newest) is not null ? null : taken.Reason;

    private static RequestStep Assigned(RequestStatus status, ReviewTask task, string title)
    {
        var names = PeopleText.Any([.. task.Assignees.Select(assignee => status.NameOf(assignee.User))]);
        var isReaders = task.WaitsFor.Any(person => status.IsReaders(person));
        return task switch
        {
            { IsOpen: true, Assignees.Count: 0 } => new RequestStep(title, Say($"Nobody is assigned; an administrator must assign the task"), RequestStep.Current) { Task = task.Number },
            { IsOpen: true } => new RequestStep(title, Waits(), RequestStep.Current, isReaders) { Task = task.Number },
            { ClosingCause: { } cause, Outcome: Outcome.Completed } => new RequestStep(title, ObsoleteText.Why(cause), RequestStep.Done, isReaders) { Task = task.Number },
            { ClosingCause: { } cause } => new RequestStep(title, ObsoleteText.Why(cause), RequestStep.Omitted, isReaders) { Task = task.Number },
            { Outcome: Outcome.Cancelled } => new RequestStep(title, Say($"{names}: no decision needed any more"), RequestStep.Omitted, isReaders) { Task = task.Number },
            _ => new RequestStep(title, Say($"{names}: no answer in time"), RequestStep.Failed, isReaders) { Task = task.Number },
        };

        string Waits()
        {
            var assigned = Say($"{names}, assigned on {status.Time.SayDay(task.StepStartedAt)}; decision due by {status.Time.SayDay(task.DueAt)}");
            return status.Absences.Contains(task.Id) ? $"{assigned}. {string.Join(". ", status.Absences[task.Id])}." : assigned;
        }
    }

    private static RequestStep End(RequestStatus status) => status.Request.State switch
    {
        RequestState.Granted => new RequestStep(Say($"Access granted"), Held(status), RequestStep.Done, status.IsReaders(status.Request.For)),
        RequestState.Denied => new RequestStep(StateText.Name(RequestState.Denied), Say($"You can submit a new request with more information."), RequestStep.Failed),
        RequestState.Expired => new RequestStep(Say($"Not answered"), Say($"Access was not granted. You can request it again."), RequestStep.Failed),
        RequestState.Failed => new RequestStep(Say($"Failed setup"), Say($"The approval remains valid. The app's owners can retry."), RequestStep.Failed),
        RequestState.Cancelled => new RequestStep(Say($"Withdrawn"), status.Newest?.ClosedAt is { } at ? status.Time.SayDay(at) : Say($"Nothing changed."), RequestStep.Done),
        RequestState.Obsolete => new RequestStep(StateText.Name(RequestState.Obsolete), Say($"Nothing changed."), RequestStep.Omitted),
        RequestState.Pending or RequestState.Provisioning => new RequestStep(Say($"Access granted"), status.IsReaders(status.Request.RequestedBy) ? Say($"You get an email") : Say($"{status.NameOf(status.Request.RequestedBy)} gets an email"), RequestStep.Waiting, status.IsReaders(status.Request.For)),
    };

    private static string Held(RequestStatus status) => status.Request.Until is { } until
        ? Say($"{status.NameOf(status.Request.For)} has access until {status.Time.SayDate(until)}")
        : Say($"{status.NameOf(status.Request.For)} has access");

    private static string Taken(RequestStatus status, RecordedDecision taken)
    {
        var (name, day) = (status.NameOf(taken.By), status.Time.SayDay(taken.At));
        return taken.Decision switch
        {
            Decision.Approve => Say($"{name} approved on {day}"),
            Decision.Deny => Say($"{name} denied on {day}"),
            Decision.Complete => Say($"{name} granted the access on {day}"),
            Decision.Error => Say($"{name} could not grant the access, {day}"),
            Decision.Certify or Decision.Remove or Decision.Confirm or Decision.Decline => Say($"{name}, {day}"),
        };
    }
}
