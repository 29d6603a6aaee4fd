using AccessReview.Emulator.Host.Rpc;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Host;

/// <inheritdoc cref="IWorkerInvoker"/>
internal sealed partial class WorkerInvoker(Worker worker, IEnumerable<IInputBinding> inputBindings, HostJson hostJson, ILogger<WorkerInvoker> logger) : IWorkerInvoker
{
    private readonly Dictionary<string, IInputBinding> _inputs = inputBindings.ToDictionary(input => input.BindingType, StringComparer.OrdinalIgnoreCase);
    private readonly TimeSpan _timeout = hostJson.FunctionTimeout;

    public async Task<InvocationAnswer> InvokeAsync(WorkerFunction function, InvocationInputs inputs, CancellationToken cancellationToken)
    {
        var running = worker.Current ?? throw new WorkerLostException();
        var request = Request(function, inputs);
        // Machine time: a moved clock must not time out running work.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_timeout);
        try
        {
            return Read(await running.Channel.InvokeAsync(function.Name, request, limit.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // As in the real host: a function that ignores its cancellation would block resources that later ones need.
            Log.TimedOut(logger, function.Name, _timeout);
            running.Process.Kill();
            var message = $"The function {function.Name} ran longer than functionTimeout in host.json allows ({_timeout}).";
            return new InvocationAnswer(null, new Dictionary<string, TypedData>(), new FunctionFailedException(message, typeof(TimeoutException).FullName!, "", true)); // It has a full name.
        }
    }

    private InvocationRequest Request(WorkerFunction function, InvocationInputs inputs)
    {
        var request = new InvocationRequest
        {
            InvocationId = inputs.Id,
            FunctionId = function.Id,
            TraceContext = new RpcTraceContext { TraceParent = inputs.TraceParent, TraceState = inputs.TraceState },
        };
        request.TriggerMetadata.Add(inputs.TriggerMetadata.ToDictionary());
        foreach (var binding in function.Bindings)
        {
            if (binding.IsTrigger)
                request.InputData.Add(new ParameterBinding { Name = binding.Name, Data = inputs.Trigger });
            else if (binding.IsInput)
                request.InputData.Add(new ParameterBinding { Name = binding.Name, Data = _inputs[binding.Type].Bind(function, binding) });
        }

        return request;
    }

    private static InvocationAnswer Read(InvocationResponse response) => new(
        response.ReturnValue,
        response.OutputData.ToDictionary(output => output.Name, output => output.Data),
        response.Result.Status == StatusResult.Types.Status.Success ? null : FunctionFailedException.Of(response.Result));

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Function} ran longer than {Timeout} and ignored its cancellation; its worker will be restarted")]
        public static partial void TimedOut(ILogger logger, string function, TimeSpan timeout);
    }
}
