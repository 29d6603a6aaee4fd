using System.Collections.Concurrent;
using System.Threading.Channels;
using AccessReview.Emulator.Host.Rpc;
using Grpc.Core;

namespace AccessReview.Emulator.Host;

/// <summary>The host's side of one worker's stream, from its first message until either side ends it.</summary>
internal sealed class WorkerChannel(string folder, WorkerLogs logs)
{
    /// <summary>The version of the real host that this emulator follows.</summary>
    private const string HostVersion = "4.1048.0";

    /// <summary>How long a cancelled function may take to report how it ended.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private static readonly WriteOptions Buffered = new(WriteFlags.BufferHint);

    private readonly Channel<StreamingMessage> _outgoing = Channel.CreateUnbounded<StreamingMessage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<string, Run> _runs = new();
    private readonly TaskCompletionSource<WorkerDescription> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WorkerDescription _description = new([], null);
    private int _toLoad;

    public string WorkerId { get; } = Guid.NewGuid().ToString();

    /// <summary>Completes when all functions are loaded; fails with <see cref="EmulatorRefusedException"/> if one cannot be loaded.</summary>
    public Task<WorkerDescription> Ready => _ready.Task;

    /// <summary>Completes when the worker has ended.</summary>
    public Task Ended => _ended.Task;

    /// <exception cref="WorkerLostException">The worker ended before it responded.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled and did not respond in time.</exception>
    public async Task<InvocationResponse> InvokeAsync(string function, InvocationRequest request, CancellationToken cancellationToken)
    {
        var run = new Run(function);
        _runs[request.InvocationId] = run;
        try
        {
            Send(new StreamingMessage { InvocationRequest = request });
            if (_ended.Task.IsCompleted)
                run.Lose();
            return await AnswerAsync(request.InvocationId, run.Answer.Task, cancellationToken);
        }
        finally
        {
            _runs.TryRemove(request.InvocationId, out _);
        }
    }

    /// <summary>Asks the worker to stop; it then ends its process.</summary>
    public void Terminate() => Send(new StreamingMessage { WorkerTerminate = new WorkerTerminate() });

    /// <summary>Exchanges messages with the worker until one side ends the stream.</summary>
    public async Task RunAsync(IAsyncStreamReader<StreamingMessage> incoming, IServerStreamWriter<StreamingMessage> outgoing, CancellationToken cancellationToken)
    {
        Send(new StreamingMessage
        {
            WorkerInitRequest = new WorkerInitRequest { HostVersion = HostVersion, WorkerDirectory = folder, FunctionAppDirectory = folder },
        });
        var writing = WriteAsync(outgoing, cancellationToken);
        // A worker in this process keeps its side open for the lifetime of the process.
        await Task.WhenAny(ReadAsync(incoming, cancellationToken), _ended.Task);
        End();
        await writing;
    }

    /// <summary>The worker has ended: invocations in progress get no response.</summary>
    public void End()
    {
        _ended.TrySetResult();
        _outgoing.Writer.TryComplete();
        foreach (var run in _runs.Values)
            run.Lose();
    }

    private async Task<InvocationResponse> AnswerAsync(string invocation, Task<InvocationResponse> answer, CancellationToken cancellationToken)
    {
        if (!cancellationToken.CanBeCanceled)
            return await answer;
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.UnsafeRegister(source => ((TaskCompletionSource)source!).TrySetResult(), cancelled); // Never null.
        if (await Task.WhenAny(answer, cancelled.Task) == answer)
            return await answer;
        Send(new StreamingMessage { InvocationCancel = new InvocationCancel { InvocationId = invocation } });
        try
        {
            return await answer.WaitAsync(Grace, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private void Send(StreamingMessage message) => _outgoing.Writer.TryWrite(message);

    private async Task ReadAsync(IAsyncStreamReader<StreamingMessage> incoming, CancellationToken cancellationToken)
    {
        try
        {
            while (await incoming.MoveNext(cancellationToken))
                Receive(incoming.Current);
        }
        // The connection broke: the worker's process ended, or this host is stopping.
        catch (Exception broken) when (broken is IOException or OperationCanceledException or InvalidOperationException)
        {
        }
    }

    private async Task WriteAsync(IServerStreamWriter<StreamingMessage> outgoing, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var message in _outgoing.Reader.ReadAllAsync(cancellationToken))
            {
                // Buffered if more messages wait, so that they are sent together.
                outgoing.WriteOptions = _outgoing.Reader.TryPeek(out _) ? Buffered : null;
                await outgoing.WriteAsync(message, cancellationToken);
            }
        }
        // The reading side notices it too and ends the channel.
        catch (Exception broken) when (broken is IOException or OperationCanceledException or InvalidOperationException)
        {
        }
    }

    private void Receive(StreamingMessage message)
    {
        switch (message.ContentCase)
        {
            case StreamingMessage.ContentOneofCase.InvocationResponse:
                if (_runs.TryGetValue(message.InvocationResponse.InvocationId, out var run))
                    run.Answer.TrySetResult(message.InvocationResponse);
                break;
            case StreamingMessage.ContentOneofCase.RpcLog:
                logs.Write(message.RpcLog, _runs.TryGetValue(message.RpcLog.InvocationId, out var logging) ? logging.Function : null);
                break;
            case StreamingMessage.ContentOneofCase.WorkerInitResponse:
                Initialized(message.WorkerInitResponse);
                break;
            case StreamingMessage.ContentOneofCase.FunctionMetadataResponse:
                Load(message.FunctionMetadataResponse);
                break;
            case StreamingMessage.ContentOneofCase.FunctionLoadResponse:
                Loaded(message.FunctionLoadResponse);
                break;
            // This host ignores all other messages.
            default:
                break;
        }
    }

    private void Initialized(WorkerInitResponse response)
    {
        if (Refused("The worker cannot start", response.Result))
            return;
        _description = _description with { HttpUri = response.Capabilities.TryGetValue("HttpUri", out var uri) ? new Uri(uri) : null };
        Send(new StreamingMessage { FunctionsMetadataRequest = new FunctionsMetadataRequest { FunctionAppDirectory = folder } });
    }

    private void Load(FunctionMetadataResponse response)
    {
        if (Refused("The worker cannot list its functions", response.Result))
            return;
        try
        {
            _description = _description with { Functions = [.. response.FunctionMetadataResults.Select(WorkerFunction.Of)] };
        }
        catch (EmulatorRefusedException unsupported)
        {
            _ready.TrySetException(unsupported);
            return;
        }

        _toLoad = _description.Functions.Count;
        foreach (var function in response.FunctionMetadataResults)
            Send(new StreamingMessage { FunctionLoadRequest = new FunctionLoadRequest { FunctionId = function.FunctionId, Metadata = function } });
        if (_toLoad == 0)
            _ready.TrySetResult(_description);
    }

    private void Loaded(FunctionLoadResponse response)
    {
        var name = _description.Functions.FirstOrDefault(function => function.Id == response.FunctionId)?.Name;
        if (!Refused($"The worker cannot load the function {name}", response.Result) && --_toLoad == 0)
            _ready.TrySetResult(_description);
    }

    private bool Refused(string what, StatusResult result) =>
        result.Status != StatusResult.Types.Status.Success && _ready.TrySetException(new EmulatorRefusedException($"{what}: {result.Exception?.Message ?? result.Result}"));

    private sealed record Run(string Function)
    {
        public TaskCompletionSource<InvocationResponse> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Lose() => Answer.TrySetException(new WorkerLostException($"The worker ended while it ran {Function}."));
    }
}
