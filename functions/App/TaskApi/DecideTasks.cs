using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using AccessReview.App.Http;
using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.Domain.Authorization;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using AccessReview.Domain.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.TaskApi;

/// <param name="Task">The task's id or number.</param>
/// <param name="Reason">The reason for this item; null: the common reason.</param>
public sealed record BulkDecisionItem(
    string Task, Decision Decision, int Step, [property: MaxLength(PlainText.MaxCharacters)] string? Reason = null)
{
    /// <summary>Until when the certification is valid; null: the common date.</summary>
    public DayOrTime? Until { get; init; }

    /// <summary>The <c>accessVersion</c> of the task that the caller saw. If the access changed since, the decision is refused. Null: not checked.</summary>
    public int? AccessVersion { get; init; }

    /// <summary>Certifies with an exception; null: the common control, if there is one.</summary>
    [MaxLength(PlainText.MaxCharacters)]
    public string? CompensatingControl { get; init; }
}

/// <param name="Items">1 to 250.</param>
/// <param name="Reason">The common reason, for items without their own.</param>
public sealed record BulkDecisionRequest(
    [property: Length(1, DecideTasks.MaxItems)] IReadOnlyList<BulkDecisionItem> Items,
    [property: MaxLength(PlainText.MaxCharacters)] string? Reason = null)
{
    /// <summary>True: the decisions take effect at once. False: each takes effect at its <c>undoUntil</c> and can be undone until then.</summary>
    public bool SettleNow { get; init; }

    /// <summary>Until when the certifications are valid, for items without their own date. Other decisions ignore it.</summary>
    public DayOrTime? Until { get; init; }

    /// <summary>Certifies with an exception, for items without their own control. Other decisions ignore it.</summary>
    [MaxLength(PlainText.MaxCharacters)]
    public string? CompensatingControl { get; init; }

    /// <summary>The terms of a form, for all items that are certified.</summary>
    [JsonIgnore]
    internal CertificationTerms? Terms { get; init; }

    /// <summary>They are unchanged, and certified together in one step.</summary>
    [JsonIgnore]
    internal bool IsTogether { get; init; }
}

/// <param name="Status">The HTTP status that the single decision would have: 200, 403, 404, 409, ….</param>
/// <param name="Code">The refusal's code; null: decided.</param>
/// <param name="Winner">The earlier decision that caused the refusal, by another user or the caller; null: another cause.</param>
public sealed record BulkDecisionResult(string Task, int Status, string? Code, string? Title, Outcome? Outcome, FirstDecision? Winner = null)
{
    /// <summary>When the decision takes effect, and until when the caller can undo it; null: not decided, or it took effect at once.</summary>
    public DateTimeOffset? UndoUntil { get; init; }

    /// <summary>The decision has no effect yet: the caller can change it until they sign off or the campaign closes.</summary>
    public bool Staged { get; init; }

    /// <param name="task">The task, as the caller named it.</param>
    internal static BulkDecisionResult Of(string task, CommandResult result) => TaskAnswers.ProblemIfAny(result) is { } problem
        ? Refused(task, problem)
        : new BulkDecisionResult(task, StatusCodes.Status200OK, null, null, ((CommandResult.Done)result).Task.Outcome);

    internal static BulkDecisionResult Refused(string task, ProblemException problem) => new(task, problem.Status, problem.Code, problem.Title, null);
}

/// <summary>The first decision, which counts.</summary>
public sealed record FirstDecision(UserId By, Decision Decision, DateTimeOffset At);

/// <summary>Decides many tasks, each independently. A refused one does not affect the others, and each has its own result.</summary>
public sealed class DecideTasks(TaskReader reader, TaskCommands commands)
{
    public const int MaxItems = 250;

    [Function(nameof(DecideTasks))]
    [Requires(OrganizationAction.Work)]
    [Api("Decides up to 250 tasks. Each has its own result.", Takes = typeof(BulkDecisionRequest), Answers = typeof(Listed<BulkDecisionResult>))]
    [ApiProblem(400, "bad_date", "bad_item_count", "task_twice")]
    [Idempotent]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/tasks/decisions")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var caller = request.HttpContext.GetCaller();
        var wanted = await request.ReadJsonAsync<BulkDecisionRequest>(cancellationToken);
        return ApiResult.Ok(new Listed<BulkDecisionResult>(await DecideAllAsync(caller, wanted, client, request.HttpContext.GetOperation()), null));
    }

    /// <summary>Decides every item. A caller who disconnects does not stop it halfway.</summary>
    /// <param name="operation">The operation of the call; null: it has none and is not repeatable.</param>
    /// <exception cref="ProblemException">400: no item, more than <see cref="MaxItems"/>, or a task twice. Then nothing was
    /// decided.</exception>
    public async Task<IReadOnlyList<BulkDecisionResult>> DecideAllAsync(Caller caller, BulkDecisionRequest wanted, DurableTaskClient client, OperationId? operation = null)
    {
        if (wanted.Items.Count is 0 or > MaxItems)
            throw new ProblemException(StatusCodes.Status400BadRequest, "bad_item_count", $"Send 1 to {MaxItems} items.");

        // From here on the caller's cancellation is ignored, so that all items are decided.
        var options = new ParallelOptions { MaxDegreeOfParallelism = BulkItems.AtOnce };
        var found = new Found[wanted.Items.Count];
        await Parallel.ForAsync(0, found.Length, options, async (index, stop) => found[index] = await FindAsync(caller, wanted.Items[index], operation?.Item(index), stop));
        RefuseDoubles(found);
        var bulk = wanted.Items.Count == 1 ? null : new BulkCall(operation?.Value ?? Guid.CreateVersion7().ToString("N"), wanted.Items.Count);

        return await BulkItems.ExecuteAsync(
            [.. wanted.Items.Select(item => item.Task)], (index, stop) => DecideOneAsync(caller, found[index], wanted, bulk, client, operation?.Item(index), stop));
    }

    private async Task<Found> FindAsync(Caller caller, BulkDecisionItem item, OperationId? operation, CancellationToken cancellationToken)
    {
        try
        {
            return new Found(item, await reader.ReadAsync(caller, item.Task, operation, cancellationToken), null);
        }
        catch (ProblemException problem)
        {
            return new Found(item, null, problem);
        }
        catch (NewerRowException)
        {
            return new Found(item, null, Problems.NewerVersion());
        }
    }

    /// <summary>Two decisions about one task: which one wins would be chance.</summary>
    private static void RefuseDoubles(IEnumerable<Found> found)
    {
        var doubles = found.Select(one => one.Read?.Task).OfType<ReviewTask>().GroupBy(task => task.Id).Where(same => same.Count() > 1).Select(same => $"#{same.First().Number}").ToList();
        if (doubles.Count == 0)
            return;
        throw new ProblemException(
            StatusCodes.Status400BadRequest,
            "task_twice",
            Say($"Nothing was decided. Each task can be decided only once."),
            Say($"These tasks are listed more than once: {string.Join(", ", doubles)}."));
    }

    private async Task<BulkDecisionResult> DecideOneAsync(
        Caller caller, Found found, BulkDecisionRequest all, BulkCall? bulk, DurableTaskClient client, OperationId? operation, CancellationToken cancellationToken)
    {
        var item = found.Item;
        if (found.Read is not { } read)
            return BulkDecisionResult.Refused(item.Task, found.Problem ?? Problems.NotFound());
        var reason = PlainText.Clean(item.Reason) ?? all.Reason;
        var intent = TaskIntents.Decide(item.Decision, item.Step, null, reason, all.SettleNow, TermsFor(caller, item, all), item.AccessVersion, bulk, all.IsTogether);
        var order = CommandOrder.From(caller, read.Task.Id.Value, intent) with { Operation = operation, Read = read };
        var result = await commands.ExecuteAsync(client, order, cancellationToken);
        return BulkDecisionResult.Of(item.Task, result) with
        {
            Winner = WinnerOf(result),
            UndoUntil = result is CommandResult.Done done ? done.Task.UndoUntil(done.At) : null,
            Staged = result is CommandResult.Done { Task.Staged: not null },
        };
    }

    private static CertificationTerms? TermsFor(Caller caller, BulkDecisionItem item, BulkDecisionRequest all) =>
        all.Terms ?? TermsOf.Certification(
            (item.Until ?? (item.Decision == Decision.Certify ? all.Until : null))?.EndIn(caller.User.TimeZone),
            item.CompensatingControl ?? (item.Decision == Decision.Certify ? all.CompensatingControl : null));

    private static FirstDecision? WinnerOf(CommandResult result) =>
        result is CommandResult.Refused { Earlier: { } earlier } ? new FirstDecision(earlier.By, earlier.Decision, earlier.At) : null;

    /// <param name="Read">Null: the task cannot be read; <paramref name="Problem"/> says why.</param>
    private sealed record Found(BulkDecisionItem Item, ReadableTask? Read, ProblemException? Problem);
}
