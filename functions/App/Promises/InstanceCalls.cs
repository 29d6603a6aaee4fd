using DurableTask.Core.Exceptions;
using Grpc.Core;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace AccessReview.App.Promises;

/// <summary>Starts orchestrations once, and calls those that may have ended. The Functions host refuses these, as it does calls to unknown instances.</summary>
internal static class InstanceCalls
{
    private static readonly OrchestrationRuntimeStatus[] AnyStatus = Enum.GetValues<OrchestrationRuntimeStatus>();

    extension(DurableTaskClient client)
    {
        /// <summary>Starts an orchestration. Starting it again does nothing, whatever became of it.</summary>
        /// <param name="instance">Its id, derived from what it is for.</param>
        public async Task StartOnceAsync(TaskName orchestration, string instance, object input, CancellationToken cancellationToken)
        {
            try
            {
                await client.ScheduleNewOrchestrationInstanceAsync(orchestration, input, new StartOrchestrationOptions(instance).WithDedupeStatuses(AnyStatus), cancellationToken);
            }
            catch (OrchestrationAlreadyExistsException)
            {
                // Already started by another caller.
            }
        }

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
