using AccessReview.Emulator.Host.Rpc;
using Grpc.Core;

namespace AccessReview.Emulator.Host;

/// <summary>The service that workers connect to.</summary>
internal sealed class FunctionRpcService(Worker worker) : FunctionRpc.FunctionRpcBase
{
    public override async Task EventStream(IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        var cancelled = context.CancellationToken;
        if (!await requestStream.MoveNext(cancelled) || requestStream.Current.StartStream is not { WorkerId: var id } || worker.Expected(id) is not { } channel)
            throw new Grpc.Core.RpcException(new Status(StatusCode.PermissionDenied, "This host did not start that worker."));
        await channel.RunAsync(requestStream, responseStream, cancelled);
    }
}
