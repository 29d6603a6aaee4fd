using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using AccessReview.Emulator.Faults;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AccessReview.Emulator.Host;

/// <summary>Runs a function: a scope of services, the worker middleware, the method, and a line in the log where it fails.</summary>
internal sealed partial class FunctionInvoker
{
    // The name under which Microsoft's worker traces, so that the app's telemetry asks for one source in both flavours.
    private static readonly ActivitySource Tracing = new("Microsoft.Azure.Functions.Worker");

    /// <summary>How long a function that ignores its cancellation may go on before its caller is told that it failed.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly IServiceScopeFactory _scopes;
    private readonly ILogger<FunctionInvoker> _logger;
    private readonly TimeSpan _timeout;
    private readonly FunctionExecutionDelegate _pipeline;
    private readonly ConcurrentDictionary<MethodInfo, FunctionMethod> _methods = new();
    private readonly FaultLog _faults;

    public FunctionInvoker(IServiceScopeFactory scopes, InvocationPipeline pipeline, HostJson hostJson, FaultLog faults, ILogger<FunctionInvoker> logger)
    {
        _faults = faults;
        _scopes = scopes;
        _logger = logger;
        _timeout = hostJson.FunctionTimeout;
        _pipeline = pipeline.Build(RunAsync);
    }

    /// <summary>Answers the function's result; what it throws is logged and thrown on.</summary>
    public async Task<object?> InvokeAsync(FunctionCall call, CancellationToken cancellationToken)
    {
        using var activity = call.IsOrchestrator ? null : Tracing.StartActivity($"function {call.Function.Name}", ActivityKind.Server);
        var scope = _scopes.CreateAsyncScope();
        await using (scope)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var context = new EmulatedContext(call, scope.ServiceProvider, limit.Token);
            var result = new FunctionResult();
            context.Features.Set(call);
            context.Features.Set(result);
            call.Prepare(context);
            activity?.SetTag("faas.invocation_id", context.InvocationId);
            try
            {
                Log.Executing(_logger, call.Function.Name, context.InvocationId);
                if (call.IsOrchestrator)
                    await _pipeline(context);
                else
                    await WithinTimeoutAsync(_pipeline(context), call, limit);
                Log.Executed(_logger, call.Function.Name, context.InvocationId);
                return result.Value;
            }
            catch (Exception failed)
            {
                activity?.SetStatus(ActivityStatusCode.Error, failed.Message);
                if (_faults.IsDue(call.Function.Name, failed, out var leftOut))
                    Log.Failed(_logger, failed, call.Function.Name, context.InvocationId, leftOut);
                throw;
            }
        }
    }

    private async Task WithinTimeoutAsync(Task running, FunctionCall call, CancellationTokenSource limit)
    {
        if (_timeout == Timeout.InfiniteTimeSpan || running.IsCompleted)
        {
            await running;
            return;
        }

        // Machine time: a moved clock must not fail work that is merely in flight.
        limit.CancelAfter(_timeout);
        try
        {
            await running.WaitAsync(_timeout + Grace);
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            throw new TimeoutException($"The function {call.Function.Name} ran longer than functionTimeout in host.json allows ({_timeout}).");
        }
    }

    private async Task RunAsync(FunctionContext context)
    {
        var call = context.Features.Get<FunctionCall>()!; // Set by InvokeAsync.
        var method = _methods.GetOrAdd(call.Function.Method, FunctionMethod.Of);
        FunctionResult.Of(context).Value = await method.RunAsync(context.InstanceServices, ParameterBinding.Bind(call, context));
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "Executing {Function} ({InvocationId})")]
        public static partial void Executing(ILogger logger, string function, string invocationId);

        [LoggerMessage(Level = LogLevel.Debug, Message = "Executed {Function} ({InvocationId})")]
        public static partial void Executed(ILogger logger, string function, string invocationId);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Function} failed ({InvocationId}; {LeftOut} more failures since this was last logged)")]
        public static partial void Failed(ILogger logger, Exception exception, string function, string invocationId, int leftOut);
    }
}
