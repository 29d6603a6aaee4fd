using AccessReview.App.Directory;
using AccessReview.App.Http;
using AccessReview.App.Notifications;
using AccessReview.App.Pages;
using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Campaigns;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AccessReview.App.Campaigns;

/// <param name="Reviewer">Whom to remind; null: everybody who has work left.</param>
public sealed record RemindReviewersRequest(UserId? Reviewer = null);

/// <summary>What became of the reminder of one reviewer.</summary>
public enum ReminderResult
{
    Sent,

    /// <summary>The last reminder was sent less than an hour ago.</summary>
    TooSoon,

    /// <summary>The person has no work left in the campaign.</summary>
    NothingLeft,
}

/// <param name="SentAt">When the last reminder was sent; null: none was.</param>
public sealed record ReviewerReminder(PersonView Reviewer, ReminderResult Result, DateTimeOffset? SentAt);

/// <param name="Results">One result for each reviewer.</param>
public sealed record ReviewerReminders(IReadOnlyList<ReviewerReminder> Results);

/// <summary>Reminds reviewers by hand: one, or all who have work left. Each person gets at most one reminder an hour.</summary>
public sealed class RemindReviewers(
    CampaignStore campaigns, CampaignReader reader, CampaignPages pages, OpenReviewers reviewers, ReminderRows rows, NotificationOutbox outbox, DirectoryStore directory, TimeProvider clock)
{
    [Function("RemindReviewers")]
    [Requires(OrganizationAction.RunCampaigns)]
    [Api("Reminds one reviewer of an open campaign, or all who have work left. Each person gets at most one reminder an hour.", Takes = typeof(RemindReviewersRequest), Answers = typeof(ReviewerReminders))]
    [ApiProblem(409, "wrong_state")]
    [Idempotent]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/campaigns/{id}/reminders")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var wanted = await request.ReadJsonAsync<RemindReviewersRequest>(cancellationToken);
        var context = request.HttpContext;
        return ApiResult.Ok(new ReviewerReminders(await RemindAsync(context.GetCaller(), id, wanted.Reviewer, context.GetOperation(), cancellationToken)));
    }

    [Function("ActOnReminders")]
    [Requires(OrganizationAction.RunCampaigns)]
    public async Task<IResult> ActAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "campaigns/{id}/reminders")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var (caller, form) = (request.HttpContext.GetCaller(), await request.ReadFieldsAsync(cancellationToken));
        UserId? reviewer = form.ReadText("reviewer") is { Length: > 0 } one ? UserId.From(one) : null;
        var (results, fault, status) = (Array.Empty<ReviewerReminder>() as IReadOnlyList<ReviewerReminder>, (string?)null, StatusCodes.Status200OK);
        try
        {
            results = await RemindAsync(caller, id, reviewer, OperationId.New(clock.GetUtcNow()), cancellationToken);
        }
        catch (ProblemException problem) when (problem.Status is not StatusCodes.Status404NotFound)
        {
            (fault, status) = (problem.Sentence, problem.Status);
        }

        var content = await pages.ReadAsync((await reader.FindAsync(id, cancellationToken)).Campaign, caller, cancellationToken);
        return Page.Of<CampaignPage>(new { Content = content, Fault = fault, Reminders = results }, status);
    }

    private async Task<IReadOnlyList<ReviewerReminder>> RemindAsync(Caller caller, string id, UserId? reviewer, OperationId operation, CancellationToken cancellationToken)
    {
        var campaign = (await reader.FindAsync(id, cancellationToken)).Campaign;
        Decide(campaign, caller, 0, null);
        var (open, now) = (await reviewers.ReadOpenAsync(campaign.Id, cancellationToken), clock.GetUtcNow());
        UserId[] wanted = reviewer is { } only ? [only] : [.. open.Counts.Keys];
        var left = wanted.Where(open.Counts.ContainsKey).ToHashSet();
        // From here on the caller's cancellation is ignored.
        var claims = await BoundedReads.AllAsync(
            left, (person, token) => rows.TryClaimAsync(campaign.Id, person, now, TaskMachine.ReminderPause, operation.Value, token), CancellationToken.None);
        var sent = left.Where(person => claims[person].IsClaimed).ToList();
        foreach (var person in sent)
            await outbox.EnqueueCampaignAsync(SummaryKind.Campaign, campaign.Id, person, operation.Value, CancellationToken.None);
        await RecordAsync(campaign.Id, caller, operation, sent, reviewer is null && sent.Count == open.Counts.Count);

        var names = await CampaignNames.ReadAsync(directory, wanted.Select(person => (UserId?)person), CancellationToken.None);
        return
        [
            .. wanted.Select(person => !left.Contains(person)
                ? new ReviewerReminder(names.View(person), ReminderResult.NothingLeft, null)
                : new ReviewerReminder(names.View(person), claims[person].IsClaimed ? ReminderResult.Sent : ReminderResult.TooSoon, claims[person].At)),
        ];
    }

    /// <summary>The history says who was reminded. A repeat of the same operation is recorded once.</summary>
    private Task RecordAsync(CampaignId id, Caller caller, OperationId operation, IReadOnlyList<UserId> sent, bool isAll) => Contention.RetryAsync(
        async _ =>
        {
            var stored = await campaigns.LoadAsync(id, operation, CancellationToken.None) ?? throw Problems.NotFound();
            // Who has more names than an event can hold reminded all of them.
            var to = isAll || sent.Count > CampaignScopeRequest.MaxEntries ? null : sent;
            if (stored.DoneAt is not null || stored.Campaign.State != CampaignState.Open || Decide(stored.Campaign, caller, sent.Count, to) is not { } happened)
                return Contention.Done(true);
            return await campaigns.AppendAsync(stored, happened, operation.Value, CancellationToken.None) is null ? Contention.Overtaken<bool>() : Contention.Done(true);
        },
        () => throw Problems.Busy(),
        CancellationToken.None);

    private CampaignEvent? Decide(Campaign campaign, Caller caller, int people, IReadOnlyList<UserId>? to) =>
        CampaignMachine.Decide(campaign, new CampaignCommand.Remind(null, people, to) { At = clock.GetUtcNow(), By = caller.Actor }) switch
        {
            CampaignRuling.Accepted accepted => accepted.Event,
            CampaignRuling.Refused refused => throw CampaignProblems.Of(refused.Why, campaign),
            var other => throw new InvalidOperationException($"{other} is no ruling."),
        };
}
