using AccessReview.App.Text;
using AccessReview.Domain.Tasks;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.Requests;

/// <summary>The expected assignees, before the request is sent.</summary>
public static class ForeseenText
{
    public static IEnumerable<RequestStep> Of(RequestForm form)
    {
        foreach (var step in form.Approval)
            yield return Of(step, form);
        var givers = form.Provisioning.FirstOrDefault(step => step.Applies);
        yield return new RequestStep(Say($"Provisioning in {form.AppName}"), givers is null ? "" : Approvers(givers.Assignees, form), RequestStep.Waiting, IsReaders(givers, form));
        yield return new RequestStep(Say($"Notification"), form.IsForReader ? Say($"You get an email with the result.") : Say($"You get an email with the result. {form.Person.DisplayName} can also see the request."), RequestStep.Waiting);
    }

    private static RequestStep Of(ForeseenStep step, RequestForm form) => step.Applies
        ? new RequestStep(StepText.Title(step.Step), Approvers(step.Assignees, form), RequestStep.Waiting, IsReaders(step, form))
        : new RequestStep(StepText.Title(step.Step), StepText.NotNeeded(step.Step), RequestStep.Omitted);

    private static string Approvers(IReadOnlyList<Assignee> assignees, RequestForm form) => assignees switch
    {
        [] => Say($"Nobody can be assigned at present. An administrator must assign the task."),
        [{ InsteadOf: { } away } only] => Say($"{form.NameOf(only.User)}, on behalf of {form.NameOf(away)}"),
        _ when assignees.Any(assignee => assignee.Reason == AssigneeReason.Fallback) => Say($"{People(assignees, form)}, because nobody else can be assigned"),
        _ => People(assignees, form),
    };

    private static string People(IReadOnlyList<Assignee> assignees, RequestForm form) => PeopleText.Any([.. assignees.Select(assignee => form.NameOf(assignee.User))]);

    private static bool IsReaders(ForeseenStep? step, RequestForm form) => step?.Assignees.Any(assignee => assignee.User == form.Reader.Id) == true;
}
