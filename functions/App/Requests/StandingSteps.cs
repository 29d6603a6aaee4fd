using AccessReview.App.Text;
using AccessReview.Domain.Policies;
using AccessReview.Domain.Requests;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Requests;

/// <summary>The steps of a request, as shown on its page: from the requester to the access.</summary>
public static class StandingSteps
{
    public static IEnumerable<RequestStep> Of(RequestStatus standing)
    {
        var request = standing.Request;
        yield return new RequestStep(Say($"Requested"), Say($"{standing.NameOf(request.RequestedBy)}, {standing.Time.SayDay(request.RequestedAt)}"), RequestStep.Done, standing.IsReaders(request.RequestedBy));
        foreach (var step in standing.Approval is { } approval ? approval.Policy.Steps.Select((step, place) => Approved(standing, approval, step, place)) : standing.Foreseen.Select(Foreseen))
            yield return step;
        foreach (var step in Given(standing))
            yield return step;
        yield return End(standing);
    }

    private static RequestStep Foreseen(ForeseenStep step) => step.Applies
        ? new RequestStep(StepText.Title(step.Step), Say($"Not started"), RequestStep.Waiting)
        : new RequestStep(StepText.Title(step.Step), StepText.NotNeeded(step.Step), RequestStep.Omitted);

    private static RequestStep Approved(RequestStatus standing, ReviewTask task, PolicyStep step, int place)
    {
        var title = StepText.Title(step);
        return task.StateOf(place, task.Subject.Risk) switch
        {
            StepState.Decided when task.Decisions.Last(decision => decision.Step == place) is var taken =>
                new RequestStep(title, Taken(standing, taken), taken.Decision == Decision.Deny ? RequestStep.Failed : RequestStep.Done, standing.IsReaders(taken.By))
                {
                    Quote = QuoteOf(standing, taken),
                    Task = task.Number,
                },
            StepState.Current => Asked(standing, task, title),
            StepState.Undecided when place == task.Step => task.Assignees.Count > 0 ? Asked(standing, task, title) : new RequestStep(title, Say($"Not needed"), RequestStep.Omitted),
            StepState.Decided or StepState.Undecided => new RequestStep(title, Say($"Nobody answered, so the request moved to the next step"), RequestStep.Done),
            StepState.NotRequired => new RequestStep(title, StepText.NotNeeded(step), RequestStep.Omitted),
            StepState.Waiting => new RequestStep(title, Say($"Not started"), RequestStep.Waiting),
            StepState.NotReached => new RequestStep(title, Say($"Not needed"), RequestStep.Omitted),
        };
    }

    private static IEnumerable<RequestStep> Given(RequestStatus standing)
    {
        var title = Say($"Provisioning in {standing.AppName}");
        var any = false;
        foreach (var task in standing.Provisioning)
        {
            yield return task.LastDecision is { } taken
                ? new RequestStep(title, Taken(standing, taken), taken.Decision == Decision.Error ? RequestStep.Failed : RequestStep.Done, standing.IsReaders(taken.By)) { Quote = QuoteOf(standing, taken), Task = task.Number }
                : Asked(standing, task, title);
            any = true;
            title = Say($"New attempt in {standing.AppName}");
        }

        if (!any && !standing.Request.IsUnderWay)
            yield return new RequestStep(title, Say($"Not needed"), RequestStep.Omitted);
        else if (!any)
            yield return new RequestStep(title, standing.Request.State == RequestState.Provisioning ? Say($"The task is being opened") : Say($"After approval"), RequestStep.Waiting);
    }

    /// <summary>The reason that closed the request is already shown above the steps.</summary>
    private static string? QuoteOf(RequestStatus standing, RecordedDecision taken) =>
        taken == standing.Newest?.LastDecision && StateText.Quote(standing.Request.State, standing.Newest) is not null ? null : taken.Reason;

    private static RequestStep Asked(RequestStatus standing, ReviewTask task, string title)
    {
        var names = PeopleText.Any([.. task.Assignees.Select(assignee => standing.NameOf(assignee.User))]);
        var isReaders = task.WaitsFor.Any(person => standing.IsReaders(person));
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
            var asked = Say($"{names}, assigned on {standing.Time.SayDay(task.StepStartedAt)}; decision due by {standing.Time.SayDay(task.DueAt)}");
            return standing.Absences.Contains(task.Id) ? $"{asked}. {string.Join(". ", standing.Absences[task.Id])}." : asked;
        }
    }

    private static RequestStep End(RequestStatus standing) => standing.Request.State switch
    {
        RequestState.Granted => new RequestStep(Say($"Access granted"), Held(standing), RequestStep.Done, standing.IsReaders(standing.Request.For)),
        RequestState.Denied => new RequestStep(StateText.Name(RequestState.Denied), Say($"You can submit a new request with more information."), RequestStep.Failed),
        RequestState.Expired => new RequestStep(Say($"Not answered"), Say($"Access was not granted. You can request it again."), RequestStep.Failed),
        RequestState.Failed => new RequestStep(Say($"Failed setup"), Say($"The approval remains valid. The app's owners can retry."), RequestStep.Failed),
        RequestState.Cancelled => new RequestStep(Say($"Withdrawn"), standing.Newest?.ClosedAt is { } at ? standing.Time.SayDay(at) : Say($"Nothing changed."), RequestStep.Done),
        RequestState.Obsolete => new RequestStep(StateText.Name(RequestState.Obsolete), Say($"Nothing changed."), RequestStep.Omitted),
        RequestState.Pending or RequestState.Provisioning => new RequestStep(Say($"Access granted"), standing.IsReaders(standing.Request.RequestedBy) ? Say($"You get an email") : Say($"{standing.NameOf(standing.Request.RequestedBy)} gets an email"), RequestStep.Waiting, standing.IsReaders(standing.Request.For)),
    };

    private static string Held(RequestStatus standing) => standing.Request.Until is { } until
        ? Say($"{standing.NameOf(standing.Request.For)} has access until {standing.Time.SayDate(until)}")
        : Say($"{standing.NameOf(standing.Request.For)} has access");

    private static string Taken(RequestStatus standing, RecordedDecision taken)
    {
        var (name, day) = (standing.NameOf(taken.By), standing.Time.SayDay(taken.At));
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
