using System.Globalization;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace AccessReview.App.Promises;

/// <summary>A timer function of this app. A run that failed or was missed can be run before its next schedule.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="Period">How often it runs.</param>
/// <param name="RunsAtStart">It runs when the app starts.</param>
public sealed record TimedFunction(string Name, TimeSpan Period, bool RunsAtStart)
{
    private static readonly TimeSpan Slow = TimeSpan.FromHours(1);

    private readonly MethodInfo? _method;

    private TimedFunction(MethodInfo method, TimerTriggerAttribute trigger)
        : this(method.GetCustomAttribute<FunctionAttribute>()!.Name, PeriodOf(trigger.Schedule), trigger.RunOnStartup) => _method = method; // Found by it.

    public static IReadOnlyList<TimedFunction> All { get; } =
    [
        .. typeof(TimedFunction).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => method.IsDefined(typeof(FunctionAttribute)))
            .SelectMany(method => method.GetParameters().Select(parameter => parameter.GetCustomAttribute<TimerTriggerAttribute>()).OfType<TimerTriggerAttribute>().Select(trigger => new TimedFunction(method, trigger))),
    ];

    /// <summary>Its schedule is too slow to wait for after a failed run.</summary>
    public bool IsSlow => Period >= Slow;

    /// <summary>A run is recorded at most twice within this time.</summary>
    public TimeSpan Window => IsSlow ? Period : Slow;

    /// <summary>How late a run may be before it is started without its schedule.</summary>
    public TimeSpan Tolerance => Period > Slow ? Slow : TimeSpan.FromMinutes(10);

    public static TimedFunction? Find(string name) => All.FirstOrDefault(function => function.Name == name);

    /// <summary>Runs it as its schedule would.</summary>
    public async Task RunAsync(IServiceProvider services, DurableTaskClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(_method);
        await using var scope = services.CreateAsyncScope();
        var function = ActivatorUtilities.CreateInstance(scope.ServiceProvider, _method.DeclaringType!); // Not null: a method has a type.
        object?[] arguments =
        [
            .. _method.GetParameters().Select(parameter => (object?)(parameter.ParameterType == typeof(TimerInfo) ? new TimerInfo { IsPastDue = true }
                : parameter.ParameterType == typeof(DurableTaskClient) ? client
                : parameter.ParameterType == typeof(CancellationToken) ? cancellationToken
                : throw new InvalidOperationException($"{Name} takes a {parameter.ParameterType.Name}, which no timer is given here."))),
        ];
        await (Task)_method.Invoke(function, BindingFlags.DoNotWrapExceptions, null, arguments, CultureInfo.InvariantCulture)!; // They return tasks.
    }

    /// <summary>
    /// The period of a schedule: seconds, minutes, hours, days, months, days of the week. It supports only the few forms that
    /// the app uses.
    /// </summary>
    internal static TimeSpan PeriodOf(string schedule) => schedule.Split(' ') switch
    {
        [_, "*", "*", "*", "*", "*"] => TimeSpan.FromMinutes(1),
        [_, ['*', '/', .. var minutes], "*", "*", "*", "*"] => TimeSpan.FromMinutes(int.Parse(minutes, CultureInfo.InvariantCulture)),
        [_, _, "*", "*", "*", "*"] => TimeSpan.FromHours(1),
        [_, _, _, "*", "*", "*"] => TimeSpan.FromDays(1),
        _ => TimeSpan.FromDays(366),
    };
}
