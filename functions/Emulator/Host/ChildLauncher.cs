namespace AccessReview.Emulator.Host;

/// <summary>Starts workers as child processes, as in production.</summary>
internal sealed class ChildLauncher(FunctionsHostOptions options, WorkerEnvironment environment, DataFolder data, WorkerLogs logs)
    : IWorkerLauncher
{
    public bool CanRestart => true;

    public IWorkerProcess Start(string workerId)
    {
        var connection = environment.Connection(workerId);
        string[] arguments =
        [
            "--functions-uri", connection["HostEndpoint"],
            "--functions-worker-id", connection["WorkerId"],
            "--functions-request-id", connection["RequestId"],
            "--functions-grpc-max-message-length", connection["GrpcMaxMessageLength"],
        ];
        var variables = environment.Variables();
        AddStartupHook(variables);
        variables[StartupHook.ClockVariable] = data.ClockFile;
        return ChildProcess.Start(Path.GetFullPath(options.AppAssembly), arguments, variables, logs);
    }

    private static void AddStartupHook(Dictionary<string, string?> variables)
    {
        var earlier = Environment.GetEnvironmentVariable(StartupHook.HooksVariable) ?? "";
        var own = typeof(StartupHook).Assembly.Location;
        variables[StartupHook.EarlierHooksVariable] = earlier;
        variables[StartupHook.HooksVariable] = earlier.Length == 0 ? own : $"{own}{Path.PathSeparator}{earlier}";
    }
}
