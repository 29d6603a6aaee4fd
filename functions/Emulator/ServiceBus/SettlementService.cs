using AccessReview.Emulator.Host;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.ServiceBus.Grpc;

namespace AccessReview.Emulator.ServiceBus;

/// <summary>Settles messages for functions that settle them themselves.</summary>
internal sealed class SettlementService(ServiceBusEngine engine) : Settlement.SettlementBase
{
    public override Task<Empty> Complete(CompleteRequest request, ServerCallContext context) =>
        DoAsync(request.Locktoken, engine.CompleteAsync);

    public override Task<Empty> Abandon(AbandonRequest request, ServerCallContext context) =>
        DoAsync(request.Locktoken, token => engine.AbandonAsync(token, Changes(request.PropertiesToModify)));

    public override Task<Empty> Defer(DeferRequest request, ServerCallContext context) =>
        DoAsync(request.Locktoken, token => engine.DeferAsync(token, Changes(request.PropertiesToModify)));

    public override Task<Empty> Deadletter(DeadletterRequest request, ServerCallContext context) => DoAsync(
        request.Locktoken,
        token => engine.DeadLetterAsync(token, request.DeadletterReason, request.DeadletterErrorDescription, Changes(request.PropertiesToModify)));

    public override Task<Empty> RenewMessageLock(RenewMessageLockRequest request, ServerCallContext context) => DoAsync(request.Locktoken, token =>
    {
        engine.RenewLock(token);
        return Task.CompletedTask;
    });

    private static IReadOnlyDictionary<string, object?>? Changes(ByteString map) => map.IsEmpty ? null : AmqpValues.Changes(map.ToByteArray());

    private static async Task<Empty> DoAsync(string lockToken, Func<Guid, Task> settle)
    {
        if (!Guid.TryParse(lockToken, out var token))
            throw new RpcException(new Status(StatusCode.InvalidArgument, $"The lock token '{lockToken}' is not a GUID."));
        try
        {
            await settle(token);
            return new Empty();
        }
        catch (BusException fault)
        {
            throw new RpcException(new Status(fault.Fault == BusFault.Busy ? StatusCode.Unavailable : StatusCode.FailedPrecondition, fault.Message));
        }
    }

    /// <summary>The endpoint that workers call.</summary>
    public sealed class Endpoint : IRpcEndpoints
    {
        public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGrpcService<SettlementService>();
    }
}
