using System.Globalization;
using System.Net;
using AccessReview.App.Notifications;
using AccessReview.App.Store;
using AccessReview.App.Tasks;
using AccessReview.App.Tests.Builders;
using AccessReview.Domain.Tasks;
using Azure.Data.Tables;
using Xunit;

namespace AccessReview.App.Tests.Drivers;

/// <summary>Invariants once no work is pending, whatever was killed and whatever ran concurrently (I1, I2, … in the comments).</summary>
public static class Invariants
{
    /// <summary>Every task in the store: its state and its whole history.</summary>
    public static async Task<IReadOnlyList<(StoredTask Stored, IReadOnlyList<StoredEvent> Events)>> TasksAsync(TheApp app)
    {
        List<(StoredTask, IReadOnlyList<StoredEvent>)> tasks = [];
        await foreach (var row in app.Tables.GetTableClient("Tasks").QueryAsync<TableEntity>("RowKey eq 's'"))
        {
            var id = TaskId.From(row.PartitionKey);
            tasks.Add((await app.Get<TaskStore>().LoadAsync(id, CancellationToken.None) ?? throw new InvalidOperationException("It was there."), await app.Get<TaskStore>().EventsAsync(id, CancellationToken.None)));
        }

        return tasks;
    }

    public static async Task CheckAsync(TheApp app)
    {
        var tasks = await TasksAsync(app);
        foreach (var (stored, events) in tasks)
        {
            // I7: the chain is valid, and its length equals the task's version.
            Assert.Null(await app.Get<TaskStore>().FirstBrokenLinkAsync(stored.Task.Id, CancellationToken.None));
            Assert.Equal(Enumerable.Range(1, events.Count).Select(index => (long)index), events.Select(happened => happened.Version));
            // I12: the state equals the result of its events.
            Assert.Equal(RowJson.Write(ReviewTask.Fold([.. events.Select(happened => happened.Event)])), RowJson.Write(stored.Task));
            Assert.True(stored.IsSettled, $"Task {stored.Task.Number} is not settled.");
            CheckDecisions(events);
        }

        // I8: the reconciler has nothing left to find.
        Assert.Empty(await app.Tables.GetTableClient("Unsettled").QueryAsync<TableEntity>().ToListAsync());
        Assert.Equal(tasks.Count, tasks.Select(task => task.Stored.Task.Number).Distinct().Count());
        CheckFollowUps([.. tasks.Select(task => task.Stored.Task)]);
        await CheckIndexAsync(app, [.. tasks.Select(task => task.Stored.Task)]);
    }

    /// <summary>I11: no notification is being sent, each accepted one is exactly one mail, and there are no other mails.</summary>
    /// <param name="operations">The mails in the outboxes by operation id. For the mail service a repeated operation is
    /// the same mail.</param>
    public static async Task CheckMailsAsync(TheApp app, IEnumerable<string> operations)
    {
        var notifications = await app.Tables.GetTableClient("Notifications").QueryAsync<TableEntity>("PartitionKey ne 'budget'").Select(StoredNotification.Of).ToListAsync();
        Assert.DoesNotContain(notifications, notification => notification.State.IsUnderWay);
        var sent = operations.Select(Guid.Parse).ToHashSet();
        var accepted = notifications.Where(notification => notification.State == NotificationState.Accepted).ToList();
        Assert.All(accepted, notification => Assert.Single(Enumerable.Range(0, notification.Group + 1), group => sent.Contains((notification with { Group = group }).Operation)));
        Assert.Equal(accepted.Count, sent.Count);
    }

    private static void CheckDecisions(IReadOnlyList<StoredEvent> events)
    {
        ReviewTask? task = null;
        foreach (var happened in events.Select(stored => stored.Event))
        {
            if (task is not null && happened is TaskEvent.Decided { By.User: { } person })
            {
                // I3: a decider has the task at that time and is never its subject. I2: one decision per generation.
                Assert.True(task.IsAssignedTo(person), $"{person} decided task {task.Number} without having it.");
                Assert.Equal(task.CurrentStep.AsksHolder(), task.Subject.User == person);
                Assert.DoesNotContain(task.Decisions, decision => decision.Generation == task.Generation);
            }

            task = task is null ? ReviewTask.From((TaskEvent.TaskOpened)happened) : task.Evolve(happened);
        }
    }

    private static void CheckFollowUps(IReadOnlyList<ReviewTask> tasks)
    {
        var children = tasks.Where(task => task.Parent is not null).ToLookup(task => task.Parent!.Value);
        foreach (var task in tasks)
        {
            TaskKind[] wanted = task.Outcome switch
            {
                // A campaign can hold a removal, and starts it later or never.
                Outcome.Removed or Outcome.NoResponse when task.Removal is not null =>
                    task.Removal.StartedAt is null ? [] : [task.Campaign?.RemovesDirectly == true ? TaskKind.Deprovisioning : TaskKind.Revocation],
                Outcome.Removed => [TaskKind.Revocation],
                Outcome.Approved => [TaskKind.Provisioning],
                Outcome.Confirmed => [TaskKind.Deprovisioning],
                _ => [],
            };
            Assert.Equal(wanted, children[task.Id].Where(child => child.Kind != task.Kind).Select(child => child.Kind));
        }
    }

    /// <summary>I10: the index equals one rebuilt from the tasks.</summary>
    private static async Task CheckIndexAsync(TheApp app, IReadOnlyList<ReviewTask> tasks)
    {
        await RemoveAbandonedNumbersAsync(app, tasks);
        var there = await IndexAsync(app);
        await foreach (var row in app.Tables.GetTableClient("TaskIndex").QueryAsync<TableEntity>("PartitionKey ne 'counter'"))
            await app.Tables.GetTableClient("TaskIndex").DeleteEntityAsync(row.PartitionKey, row.RowKey);
        foreach (var task in tasks)
        {
            await app.Get<TaskIndex>().ProjectAsync(true, [], new TaskToday(task, null, null), CancellationToken.None);
            await app.Get<TaskIndex>().NumberAsync(task.Number, task.Id, CancellationToken.None);
        }

        Assert.Equal(await IndexAsync(app), there);
    }

    /// <summary>An opening that is killed leaves its number. The task is opened again under another one, and the first finds nothing.</summary>
    private static async Task RemoveAbandonedNumbersAsync(TheApp app, IReadOnlyList<ReviewTask> tasks)
    {
        var numbers = tasks.Select(task => task.Number).ToHashSet();
        await foreach (var row in app.Tables.GetTableClient("TaskIndex").QueryAsync<TableEntity>("PartitionKey eq 'n'"))
        {
            var number = int.Parse(row.RowKey, CultureInfo.InvariantCulture);
            if (numbers.Contains(number))
                continue;
            using var answer = await app.As(SmallOrganization.Admin).Http.GetAsync(new Uri($"/api/v1/tasks/{number}", UriKind.Relative));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            await app.Tables.GetTableClient("TaskIndex").DeleteEntityAsync(row.PartitionKey, row.RowKey);
        }
    }

    private static async Task<List<string>> IndexAsync(TheApp app) => await app.Tables.GetTableClient("TaskIndex").QueryAsync<TableEntity>("PartitionKey ne 'counter'")
        .Where(row => row.RowKey != TaskIndex.ChangedKey)
        .Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.PartitionKey} {row.RowKey} {row.GetString("Kind")} {row.GetString("App")} {WithoutEvidence(row.GetString("Row"))} {row.GetString("Task")}"))
        .ToListAsync();

    /// <summary>What a row says of the access is from the directory at the time of its writing, and not from the task.</summary>
    private static string? WithoutEvidence(string? row) => row is null ? null : RowJson.Write(RowJson.Read<TaskRow>(row) with { Evidence = null });
}
