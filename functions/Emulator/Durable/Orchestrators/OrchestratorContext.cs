using System.Globalization;
using AccessReview.Emulator.Durable.Instances;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Durable.Orchestrators;

/// <summary>What an orchestrator sees of the engine: it asks here, and is answered from history or by a later turn.</summary>
internal sealed class OrchestratorContext(
    InstanceRecord instance, string defaultVersion, DataConverter converter, ILoggerFactory loggers, TurnPump pump)
    : TaskOrchestrationContext
{
    private DateTimeOffset _now;
    private bool _isReplaying;
    private int _guidCount;

    public override TaskName Name => instance.Name;

    public override string InstanceId => instance.InstanceId;

    public override ParentOrchestrationInstance? Parent { get; } =
        instance.Parent is { } parent ? new ParentOrchestrationInstance(parent.Name, parent.InstanceId) : null;

    public override DateTime CurrentUtcDateTime => _now.UtcDateTime;

    public override bool IsReplaying => _isReplaying;

    public override string Version => instance.Version;

    public OpenTasks Tasks { get; } = new();

    public ExternalEvents Events { get; } = new(converter);

    public Continuation? Continuation { get; private set; }

    public string? CustomStatus { get; private set; }

    protected override ILoggerFactory LoggerFactory => loggers;

    public void BeginTurn(DateTimeOffset now) => _now = now;

    public void SetReplaying(bool isReplaying) => _isReplaying = isReplaying;

    public override T? GetInput<T>()
        where T : default =>
        converter.Deserialize<T>(instance.Input);

    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        pump.EnsureCurrent();
        if (input is TaskOptions && options is null)
        {
            throw new ArgumentException(
                $"A {nameof(TaskOptions)} value was provided for the activity input but no value was provided for {nameof(options)}.", nameof(input));
        }

        var payload = converter.Serialize(input);
        var result = await RetryLoop.RunAsync(
            this, options?.Retry, () => Tasks.Ask(name, id => new OrchestratorAction.ScheduleActivity(id, name, payload)));
        return Result<TResult>(result);
    }

    public override async Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        pump.EnsureCurrent();
        var instanceId = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
        var version = options?.Version is { } wanted ? wanted.Version : defaultVersion;
        var tags = options?.Tags?.AsReadOnly();
        var payload = converter.Serialize(input);
        var result = await RetryLoop.RunAsync(
            this,
            options?.Retry,
            () => Tasks.Ask(
                orchestratorName,
                id => new OrchestratorAction.StartSubOrchestration(id, orchestratorName, instanceId, version, payload, tags)));
        return Result<TResult>(result);
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        pump.EnsureCurrent();
        return Tasks.AskTimer(new DateTimeOffset(fireAt.ToUniversalTime()), cancellationToken);
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        pump.EnsureCurrent();
        return Events.WaitFor<T>(eventName, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        pump.EnsureCurrent();
        ArgumentException.ThrowIfNullOrWhiteSpace(instanceId);
        var input = converter.Serialize(payload);
        Tasks.Request(id => new OrchestratorAction.SendEvent(id, instanceId, eventName, input));
    }

    public override void SetCustomStatus(object? customStatus)
    {
        pump.EnsureCurrent();
        CustomStatus = converter.Serialize(customStatus);
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new ContinueAsNewOptions { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        pump.EnsureCurrent();
        ArgumentNullException.ThrowIfNull(options);
        var version = string.IsNullOrWhiteSpace(options.NewVersion) ? instance.Version : options.NewVersion;
        var carried = Events.TakeUnclaimed();
        Continuation = new Continuation(
            converter.Serialize(options.NewInput), version, options.PreserveUnprocessedEvents ? carried : []);
    }

    public override Guid NewGuid()
    {
        pump.EnsureCurrent();
        return DeterministicGuid.For(string.Create(
            CultureInfo.InvariantCulture, $"{InstanceId}_{CurrentUtcDateTime:o}_{_guidCount++}"));
    }

    // The real context hands out null for a task without a result, whatever the type says.
    private TResult Result<TResult>(string? json) => converter.Deserialize<TResult>(json)!;
}

/// <summary>The execution wants to begin again with a new input; the events nobody has waited for go with it.</summary>
internal sealed record Continuation(string? Input, string Version, List<(string Name, string? Input)> Events);
