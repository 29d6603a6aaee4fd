using AccessReview.App.Http;
using AccessReview.App.Links;
using AccessReview.App.Pages;
using AccessReview.App.Tasks;
using AccessReview.App.Text;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.MyWork;

/// <summary>The forms on a task's page. A refusal is shown on that page, and the entered text is kept.</summary>
public sealed class ActOnTask(DetailsReader details, TaskCommands commands, ReassignReader reassigning)
{
    [Function(nameof(ActOnTask))]
    [Requires(OrganizationAction.Work)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "tasks/{task}/{act}")] HttpRequest request,
        string task,
        string act,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var form = await request.ReadFieldsAsync(cancellationToken);
        var (code, intent) = Read(act, form, new LocalTime(caller.User.TimeZone));
        if (act == "decide" && form.ReadText(DecideCard.AsksField) is not null)
        {
            var chosen = form.ReadEnum<Decision>("decision");
            var asked = new SentAct(act, form.ReadProse("reason"), null) { Until = form.ReadText("until"), Control = form.ReadProse("control") };
            return Page.Of<DetailsPage>(new { Content = await details.ReadAsync(caller, task, cancellationToken), Chosen = chosen, Sent = asked });
        }

        var order = CommandOrder.From(caller, task, intent) with { AlsoPeople = act == "reassign" ? [form.ReadId<UserId>("to")] : [] };
        var result = await commands.ExecuteAsync(client, order, cancellationToken);
        if (result is CommandResult.Done { Task: { Number: var number } decided })
            return new SeeOther(Flash.One(TaskPaths.Path(number), act == "decide" && decided.Staged is not null ? Flash.Staged : code, number));

        var problem = TaskAnswers.ProblemIfAny(result)!; // Not null: a command that is not done has a problem.
        var sent = new SentAct(act, form.ReadProse("reason"), problem.Sentence) { Until = form.ReadText("until"), Control = form.ReadProse("control") };
        return act == "reassign"
            ? Page.Of<ReassignPage>(new { Content = await reassigning.ReadAsync(caller, task, form.ReadSearch("people"), cancellationToken), Sent = sent, To = form.ReadText("to") }, problem.Status)
            : Page.Of<DetailsPage>(new { Content = await details.ReadAsync(caller, task, cancellationToken), Sent = sent }, problem.Status);
    }

    private static (string Code, TaskIntent Intent) Read(string act, IFormCollection form, LocalTime time)
    {
        var reason = form.ReadProse("reason");
        switch (act)
        {
            case "decide":
                var decision = form.ReadEnum<Decision>("decision") ?? throw Problems.BadRequest(Say($"The form has no decision. Reload the page and try again."));
                var step = form.ReadWhole("step") ?? throw Problems.BadRequest(Say($"The form has no step. Reload the page and try again."));
                return (DecisionNames.Of(decision), TaskIntents.Decide(decision, step, null, reason, terms: TermsOf.Form(form, decision, time), seen: form.ReadWhole("seen") ?? 0));
            case "undo":
                return (Flash.Reopened, TaskIntents.Undo(form.ReadWhole("step")));
            case "comment":
                return (Flash.Commented, TaskIntents.Comment(reason));
            case "ask":
                return (Flash.Asked, TaskIntents.Ask(reason));
            case "answer":
                return (Flash.Answered, TaskIntents.Answer(reason));
            case "reassign":
                var (to, seen) = (form.ReadId<UserId>("to"), form.ReadWhole("step"));
                return (Flash.Reassigned, TaskIntents.Reassign(to, seen, reason));
            case "exception":
                return (Flash.Judged, TaskIntents.JudgeException(form.ReadText("approves") == "yes", reason));
            case "remind":
                return (Flash.Reminded, TaskIntents.Remind());
            case "cancel":
                return (Flash.Cancelled, TaskIntents.Cancel(reason));
            case "retry":
                return (Flash.Retried, TaskIntents.Retry(reason));
            default:
                throw Problems.NotFound();
        }
    }
}

/// <summary>A form of a task's page that changed nothing.</summary>
/// <param name="Act">The form's name.</param>
/// <param name="Text">The entered text, which is kept.</param>
/// <param name="Fault">The reason of the refusal, as a sentence; null: the page asks once more.</param>
public sealed record SentAct(string Act, string? Text, string? Fault)
{
    /// <summary>The entered last day of a certification, which is kept; null: none.</summary>
    public string? Until { get; init; }

    /// <summary>The entered compensating control of an exception, which is kept; null: none.</summary>
    public string? Control { get; init; }

    public string? TextOf(string act) => Act == act ? Text : null;
}
