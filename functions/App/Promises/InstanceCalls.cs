using Grpc.Core;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Promises;

/// <summary>Calls to orchestrations that may have ended. The Functions host refuses these, as it does calls to unknown instances.</summary>
internal static class InstanceCalls
{
    extension(DurableTaskClient client)
    {
        /// <returns>True: a running orchestration receives the event.</returns>
        public Task<bool> RaiseIfRunningAsync(string instance, string happened, CancellationToken cancellationToken) =>
            ReachAsync(client.RaiseEventAsync(instance, happened, cancellation: cancellationToken));

        /// <returns>True: there was an orchestration to terminate.</returns>
        public Task<bool> TerminateIfRunningAsync(string instance, CancellationToken cancellationToken) =>
            ReachAsync(client.TerminateInstanceAsync(instance, cancellation: cancellationToken));
    }

    private static async Task<bool> ReachAsync(Task call)
    {
        try
        {
            await call;
            return true;
        }
        catch (RpcException refused) when (refused.StatusCode is StatusCode.NotFound or StatusCode.FailedPrecondition)
        {
            return false;
        }
    }
}
