using System.Globalization;
using System.Text.Json;
using AccessReview.Emulator.Host;
using AccessReview.Emulator.Host.Rpc;

namespace AccessReview.Emulator.Durable.Worker;

/// <inheritdoc cref="IDurableWorker"/>
internal sealed class WorkerFunctions(Host.Worker worker, IWorkerInvoker invoker) : IDurableWorker, IDisposable
{
    private readonly Dictionary<string, WorkerFunction> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, WorkerFunction> _activities = new(StringComparer.OrdinalIgnoreCase);
    private readonly CancellationTokenSource _stopping = new();

    public bool HasOrchestrator(string name) => _orchestrators.ContainsKey(name);

    public bool HasActivity(string name) => _activities.ContainsKey(name);

    public void AddOrchestrator(WorkerFunction function) =>
        _orchestrators.Add(function.Trigger.Text("orchestration") ?? function.Name, function);

    public void AddActivity(WorkerFunction function) =>
        _activities.Add(function.Trigger.Text("activity") ?? function.Name, function);

    public async Task<string> WhenUpAsync() => (await worker.WhenUpAsync(_stopping.Token)).Channel.WorkerId;

    public async Task<string> RunOrchestratorAsync(string name, string request)
    {
        var answer = await RunAsync(_orchestrators[name], new InvocationInputs { Trigger = new TypedData { String = request } });
        return answer.ReturnValue is { DataCase: TypedData.DataOneofCase.String, String: var response }
            ? response
            : throw new InvalidOperationException(
                $"The orchestrator {name} answered without a response: its worker lacks the durable extension.");
    }

    public async Task<string?> RunActivityAsync(string name, string instanceId, string? input)
    {
        await WhenUpAsync();
        var inputs = new InvocationInputs
        {
            Trigger = input is null ? new TypedData() : new TypedData { String = input },
            TriggerMetadata = new Dictionary<string, TypedData> { ["instanceId"] = new() { String = instanceId } },
        };
        return Json((await RunAsync(_activities[name], inputs)).ReturnValue);
    }

    public void Stop() => _stopping.Cancel();

    public void Dispose() => _stopping.Dispose();

    private async Task<InvocationAnswer> RunAsync(WorkerFunction function, InvocationInputs inputs)
    {
        try
        {
            return (await invoker.InvokeAsync(function, inputs, CancellationToken.None)).OrThrow();
        }
        catch (FunctionFailedException failed)
        {
            throw new WorkerFailureException(FunctionFailures.Of(failed.Type, failed.Message, failed.WorkerStackTrace));
        }
    }

    private static string? Json(TypedData? value) => value?.DataCase switch
    {
        null or TypedData.DataOneofCase.None => null,
        TypedData.DataOneofCase.Json => value.Json,
        TypedData.DataOneofCase.String => JsonSerializer.Serialize(value.String),
        TypedData.DataOneofCase.Int => value.Int.ToString(CultureInfo.InvariantCulture),
        TypedData.DataOneofCase.Double => JsonSerializer.Serialize(value.Double),
        TypedData.DataOneofCase.Bytes => JsonSerializer.Serialize(value.Bytes.ToByteArray()),
        var kind => throw new NotSupportedException($"An activity's result of the kind {kind} is not supported."),
    };
}
