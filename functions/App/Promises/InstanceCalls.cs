using Grpc.Core;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Promises;

/// <summary>Calls to orchestrations that may have ended. The Functions host refuses those, as it does calls to what never began.</summary>
internal static class InstanceCalls
{
    extension(DurableTaskClient client)
    {
        /// <returns>Is there anybody who hears it?</returns>
        public Task<bool> RaiseIfRunningAsync(string instance, string happened, CancellationToken cancellationToken) =>
            ReachAsync(client.RaiseEventAsync(instance, happened, cancellation: cancellationToken));

        /// <returns>Was there anything to end?</returns>
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
