using AccessReview.App.Directory;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace AccessReview.App.Openings;

/// <summary>Follows up people who have left. One person who fails does not block the others and is tried again at the next run.</summary>
public sealed partial class FollowLeavers(DirectoryStore directory, LeaverAccess access, TimeProvider clock, ILogger<FollowLeavers> logger)
{
    [Function(nameof(FollowLeavers))]
    public async Task RunAsync([TimerTrigger("40 */5 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        await foreach (var leaver in directory.DueLeaversAsync(clock.GetUtcNow(), cancellationToken))
        {
            try
            {
                await access.FollowAsync(client, leaver, cancellationToken);
            }
#pragma warning disable CA1031 // One person must not block the others.
            catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Log.NotFollowed(logger, leaver.Person.Value, failed);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The requests and the access of {User}, who has left, could not be followed up; next attempt in five minutes")]
        public static partial void NotFollowed(ILogger logger, string user, Exception failed);
    }
}
