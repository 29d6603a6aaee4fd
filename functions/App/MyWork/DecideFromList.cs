using System.Globalization;
using AccessReview.App.Http;
using AccessReview.App.Links;
using AccessReview.App.Pages;
using AccessReview.App.TaskApi;
using AccessReview.App.Tasks;
using AccessReview.App.Text;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.MyWork;

/// <summary>Decides one line of a list, or all selected lines after a page that says which they are. Refusals are shown on the list, and the entered text is kept.</summary>
public sealed class DecideFromList(ListReader lists, BulkReader selected, DecideTasks decisions)
{
    [Function(nameof(DecideFromList))]
    [Requires(OrganizationAction.Work)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "my/{kind}/decisions")] HttpRequest request,
        string kind,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var form = await request.ReadFieldsAsync(cancellationToken);
        var listQuery = ListQuery.Of(kind, form);
        var decision = form.ReadEnum<Decision>("decision") ?? throw Problems.BadRequest(Say($"The form has no decision. Reload the page and try again."));
        var tasks = form.ReadAll("task");
        var reason = form.ReadProse("reason");
        var terms = TermsOf.Form(form, decision, new LocalTime(caller.User.TimeZone));
        if (tasks.Count == 0)
            return await RefuseAsync(new SentDecisions(tasks, reason, Say($"Select at least one task."), []), StatusCodes.Status400BadRequest);

        BulkModel? bulk = null;
        if (form.ReadText(BulkFields.Together) is not null && tasks.Count <= DecideTasks.MaxItems)
        {
            bulk = await selected.ReadAsync(caller, listQuery, decision, tasks, cancellationToken) with { Reason = reason, Until = form.ReadText("until"), Control = form.ReadProse("control") };
            if (form.ReadText(BulkFields.Confirmed) is null)
                return Page.Of<BulkPage>(new { Content = bulk });
            if (bulk.IsReasonRequired && PlainText.Clean(reason) is null)
                return Page.Of<BulkPage>(new { Content = bulk with { Fault = Say($"Enter a reason. {TaskText.Button(decision)} needs one.") } }, StatusCodes.Status400BadRequest);
        }

        IReadOnlyList<BulkDecisionResult> results;
        try
        {
            results = await decisions.DecideAllAsync(caller, new BulkDecisionRequest([.. tasks.Select(task => ItemOf(task, decision))], reason) { Terms = terms }, client);
        }
        // The whole form was refused and nothing was decided. The entered text is kept.
        catch (ProblemException refused) when (refused.Code is "task_twice" or "bad_item_count")
        {
            return bulk is null
                ? await RefuseAsync(new SentDecisions(tasks, reason, refused.Sentence, []), refused.Status)
                : Page.Of<BulkPage>(new { Content = bulk with { Fault = refused.Sentence } }, refused.Status);
        }

        var undo = UndoOffer.Of(tasks.Zip(results, (name, result) => (name, result.UndoUntil)));
        if (results.Any(result => result.Code is not null))
        {
            var names = await lists.NamesAsync(results.Select(result => result.Winner?.By), cancellationToken);
            return await RefuseAsync(new SentDecisions(tasks, reason, null, results) { Names = names, Reader = caller.Id, Undo = undo }, results is [var only] ? only.Status : StatusCodes.Status200OK);
        }

        var code = results.All(result => result.Staged) ? Flash.Staged : DecisionNames.Of(decision);
        return new SeeOther(tasks is [var one] ? Flash.One(listQuery.Path, code, NumberOf(one), undo) : Flash.Several(listQuery.Path, code, tasks.Count, undo));

        async Task<IResult> RefuseAsync(SentDecisions sent, int status) =>
            Page.Of<WaitingPage>(new { Content = await lists.ReadAsync(caller, listQuery, QueryParameters.UsualLimit, cancellationToken), Sent = sent }, status);
    }

    /// <summary>The task in a form: its number, the step that the reader saw, and the version of the access if it has changed.</summary>
    public static string NameOf(TaskRow task) => task.AccessChanges is { } changes
        ? string.Create(CultureInfo.InvariantCulture, $"{task.Number}:{task.Step}:{changes.Count}")
        : string.Create(CultureInfo.InvariantCulture, $"{task.Number}:{task.Step}");

    /// <summary>Returns whether two names are of the same step of a task, whatever the version of the access.</summary>
    internal static bool IsSame(string one, string other) => one.Split(':').Take(2).SequenceEqual(other.Split(':').Take(2));

    /// <summary>Reads what <see cref="NameOf"/> wrote.</summary>
    /// <exception cref="ProblemException">It is something else.</exception>
    internal static (string Number, int Step) Read(string name) =>
        name.Split(':') is [var number, var step, ..] and { Length: <= 3 } && IsNumber(number, out _) && IsNumber(step, out var seen)
            ? (number, seen)
            : throw Problems.BadRequest(Say($"A task in the form could not be read. Reload the page and try again."));

    private static BulkDecisionItem ItemOf(string name, Decision decision)
    {
        var (number, step) = Read(name);
        // A form that was shown before the first change names no version.
        return new BulkDecisionItem(number, decision, step, null) { AccessVersion = name.Split(':') is [_, _, var seen] && IsNumber(seen, out var version) ? version : 0 };
    }

    private static int NumberOf(string name) => int.Parse(name.Split(':')[0], CultureInfo.InvariantCulture);

    private static bool IsNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
