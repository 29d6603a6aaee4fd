using AccessReview.Emulator.Host;

namespace AccessReview.Emulator.Tests.Host;

/// <summary>Starts workers like Core Tools: with their arguments and without settings of this host.</summary>
/// <param name="hooks">The value of DOTNET_STARTUP_HOOKS; null: not set.</param>
internal sealed class PlainLauncher(FunctionsHostOptions options, WorkerEnvironment environment, WorkerLogs logs, string? hooks)
    : IWorkerLauncher
{
    public bool CanRestart => true;

    public IWorkerProcess Start(string workerId)
    {
        var connection = environment.Connection(workerId);
        string[] arguments =
        [
            "--functions-uri", connection["HostEndpoint"],
            "--functions-worker-id", workerId,
            "--functions-request-id", connection["RequestId"],
            "--functions-grpc-max-message-length", connection["GrpcMaxMessageLength"],
        ];
        var variables = environment.Variables();
        variables[StartupHook.HooksVariable] = hooks;
        return ChildProcess.Start(options.AppAssembly, arguments, variables, logs);
    }
}
