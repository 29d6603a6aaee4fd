using System.ComponentModel.DataAnnotations;
using AccessReview.App.Http;
using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.TaskApi;

/// <param name="Decision">The verb; it must belong to the task's kind.</param>
/// <param name="Step">The step that the caller saw. A decision never applies to another step.</param>
/// <param name="Reason">At most 2,000 characters; some policies require it.</param>
public sealed record DecisionRequest(Decision Decision, int Step, [property: MaxLength(PlainText.MaxCharacters)] string? Reason = null)
{
    /// <summary>True: the decision takes effect at once. False: it takes effect at <c>undoUntil</c> and can be undone until then.</summary>
    public bool SettleNow { get; init; }

    /// <summary>
    /// Until when the certification is valid: a day, which is included to its end, or a time with its offset. At most 366 days.
    /// Campaigns do not ask again before it. Null: until the next review.
    /// </summary>
    public DayOrTime? Until { get; init; }

    /// <summary>The <c>accessVersion</c> of the task that the caller saw. If the access changed since, the decision is refused. Null: not checked.</summary>
    public int? AccessVersion { get; init; }

    /// <summary>
    /// Certifies with an exception, although the access should not stay: what limits the risk until then, in words. A reason and
    /// <see cref="Until"/> are required. For high and critical risk, another person must approve it before it takes effect.
    /// </summary>
    [MaxLength(PlainText.MaxCharacters)]
    public string? CompensatingControl { get; init; }
}

/// <summary>
/// Decides one task. The first decision wins. A repeat by the same user gets the same response; other users get the first
/// decision.
/// </summary>
public sealed class DecideTask(TaskEndpoint endpoint)
{
    [Function(nameof(DecideTask))]
    [Requires(OrganizationAction.Work)]
    [Api(
        "Decides a task at the step that the caller saw. The first decision wins. In a campaign with sign-off the decision is staged.",
        Takes = typeof(DecisionRequest), Answers = typeof(TaskView), ChecksVersion = true)]
    [ApiProblem(400, "bad_date", "end_out_of_range", "exception_incomplete", "reason_required", "text_too_long", "wrong_decision")]
    [ApiProblem(403, "decided_earlier_stage", "not_assignee", "own_access", "own_recommendation", "read_only_role")]
    [ApiProblem(409, "access_changed", "already_decided", "exception_pending", "stale_step", "task_closed", "undo_pending")]
    [ApiProblem(409, "already_held", "end_moved", "end_passed", "entitlement_gone", "not_held", "subject_inactive")]
    [Idempotent]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/tasks/{task}/decisions")] HttpRequest request,
        string task,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var wanted = await request.ReadJsonAsync<DecisionRequest>(cancellationToken);
        var terms = TermsOf.Certification(wanted.Until?.EndIn(request.HttpContext.GetCaller().User.TimeZone), wanted.CompensatingControl);
        var intent = TaskIntents.Decide(wanted.Decision, wanted.Step, null, wanted.Reason, wanted.SettleNow, terms, wanted.AccessVersion);
        return await endpoint.ExecuteAsync(request, task, client, intent, cancellationToken);
    }
}
