using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace AccessReview.TinyApp;

/// <summary>Orchestrators, each for one behaviour of the host.</summary>
public static class DurableOrchestrators
{
    /// <summary>The steps of a task in a real app: an activity, a wait with a deadline, two activities.</summary>
    [Function(nameof(Lifecycle))]
    public static async Task<string> Lifecycle([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var opened = await context.CallActivityAsync<string>(nameof(DurableActivities.Open), context.InstanceId);
        using var answered = new CancellationTokenSource();
        var answer = context.WaitForExternalEvent<string>("Answer");
        var deadline = context.CreateTimer(TimeSpan.FromDays(14), answered.Token);
        context.SetCustomStatus("waits for an answer");
        if (await Task.WhenAny(answer, deadline) != answer)
            return "expired";
        // Not CancelAsync: that hands the callbacks to another thread, and an orchestrator has only its own.
#pragma warning disable CA1849
        answered.Cancel();
#pragma warning restore CA1849
        var applied = await context.CallActivityAsync<string>(nameof(DurableActivities.Apply), await answer);
        var notified = await context.CallActivityAsync<string>(nameof(DurableActivities.Notify), applied);
        return $"{opened} {notified}";
    }

    [Function(nameof(FanOut))]
    public static async Task<int[]> FanOut([OrchestrationTrigger] TaskOrchestrationContext context) =>
        await Task.WhenAll(Enumerable.Range(0, context.GetInput<int>())
            .Select(i => context.CallActivityAsync<int>(nameof(DurableActivities.Double), i)));

    [Function(nameof(CallsFaulty))]
    public static Task CallsFaulty([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.CallActivityAsync(nameof(DurableActivities.Faulty));

    [Function(nameof(CallsOutside))]
    public static Task CallsOutside([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.CallActivityAsync(nameof(DurableActivities.Outside), 12);

    [Function(nameof(CallsCallsOutside))]
    public static Task CallsCallsOutside([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.CallSubOrchestratorAsync(nameof(CallsOutside));

    [Function(nameof(CallsMissing))]
#pragma warning disable DURABLE2003
    public static Task CallsMissing([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync("Missing");
#pragma warning restore DURABLE2003

    [Function(nameof(RetriesFlaky))]
    public static Task<int> RetriesFlaky([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync<int>(
        nameof(DurableActivities.Flaky), context.InstanceId, TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromMilliseconds(5))));

    /// <summary>Awaits a task that is not from the context.</summary>
    [Function(nameof(AwaitsElsewhere))]
#pragma warning disable DURABLE0003, DURABLE0004, CA2008
    public static async Task AwaitsElsewhere([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        await Task.Run(() => Thread.Sleep(50));
        await context.WaitForExternalEvent<string>("never");
    }
#pragma warning restore DURABLE0003, DURABLE0004, CA2008

    /// <summary>Records each event once and continues as new after a few.</summary>
    [Function(nameof(Collects))]
    public static async Task<List<int>> Collects([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var seen = context.GetInput<List<int>>() ?? [];
        for (var turn = 0; turn < 3 && seen.Count < 25; turn++)
        {
            var value = await context.WaitForExternalEvent<int>("Event");
            seen.Add(await context.CallActivityAsync<int>(nameof(DurableActivities.Double), value) / 2);
        }

        if (seen.Count < 25)
            context.ContinueAsNew(seen);
        return seen;
    }

    [Function(nameof(Sleeps))]
    public static async Task<DateTime> Sleeps([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        await context.CreateTimer(context.GetInput<TimeSpan>(), CancellationToken.None);
        return context.CurrentUtcDateTime;
    }

    /// <summary>Waits, then calls an activity for the time.</summary>
    [Function(nameof(SleepsAndLooks))]
    public static async Task<DateTimeOffset> SleepsAndLooks([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        await context.CreateTimer(context.GetInput<TimeSpan>(), CancellationToken.None);
        return await context.CallActivityAsync<DateTimeOffset>(nameof(DurableActivities.Now));
    }

    [Function(nameof(Parent))]
    public static async Task<string> Parent([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        context.SetCustomStatus("waits for its child");
        var options = new SubOrchestrationOptions(instanceId: $"{context.InstanceId}-child");
        var child = await context.CallSubOrchestratorAsync<string>(nameof(Child), 5, options);
        return $"{context.InstanceId}: {child}";
    }

    [Function(nameof(Child))]
    public static async Task<string> Child([OrchestrationTrigger] TaskOrchestrationContext context) =>
        $"{context.Parent?.InstanceId} gave {context.GetInput<int>()}, then {await context.WaitForExternalEvent<string>("Word")}";

    /// <summary>Runs an activity that ends only in a later worker.</summary>
    [Function(nameof(CallsSlow))]
    public static Task<int> CallsSlow([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.CallActivityAsync<int>(nameof(DurableActivities.Slow), context.GetInput<string>());
}
