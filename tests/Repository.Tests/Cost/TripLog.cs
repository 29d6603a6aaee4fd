using System.Collections.Concurrent;

namespace AccessReview.Repository.Tests.Cost;

/// <summary>A request to the tables.</summary>
/// <param name="Function">The function that made it; empty: none, for example a background service.</param>
/// <param name="Table">The table; empty: the request is about tables themselves.</param>
/// <param name="Verb">read, query, write, delete or batch.</param>
/// <param name="Depth">How many requests of the same execution were made one after the other until it was answered,
/// itself included.</param>
public sealed record Trip(string Function, string Table, string Verb, int Depth);

/// <summary>
/// Records the requests to the tables by function. Requests that are under way together have the same depth, so the depth says
/// how many round trips a caller waits for. A thread that is late can only make it larger, and two executions that meet at a row
/// can only add requests, so the smallest of several runs is right.
/// </summary>
public sealed class TripLog
{
    private readonly AsyncLocal<Execution?> _here = new();
    private readonly ConcurrentQueue<Trip> _trips = new();

    public int Count => _trips.Count;

    /// <summary>What was recorded after the first <paramref name="count"/>.</summary>
    public TripSum After(int count) => new([.. _trips.Skip(count)]);

    /// <summary>Begins an execution of a function. Requests of the same asynchronous flow belong to it.</summary>
    public void Enter(string function) => _here.Value = new Execution(function);

    /// <returns>To be disposed when the request is answered.</returns>
    public IDisposable Begin(string table, string verb)
    {
        var execution = _here.Value ?? new Execution("");
        var trip = new Trip(execution.Function, table, verb, execution.Answered + 1);
        _trips.Enqueue(trip);
        return new UnderWay(execution, trip.Depth);
    }

    private sealed class Execution(string function)
    {
        private int _answered;

        public string Function => function;

        public int Answered => Volatile.Read(ref _answered);

        public void Answer(int depth)
        {
            for (var known = Answered; depth > known && Interlocked.CompareExchange(ref _answered, depth, known) != known; known = Answered)
            {
            }
        }
    }

    private sealed class UnderWay(Execution execution, int depth) : IDisposable
    {
        public void Dispose() => execution.Answer(depth);
    }
}

/// <summary>The table requests of one use case.</summary>
public sealed record TripSum(IReadOnlyList<Trip> Trips)
{
    public int Total => Trips.Count;

    /// <summary>The depth of the function's deepest execution; 0: no request.</summary>
    public int DepthOf(string function) => Trips.Where(trip => trip.Function == function).Select(trip => trip.Depth).DefaultIfEmpty().Max();

    /// <summary>By function and table, the largest first.</summary>
    public override string ToString() => $"{Total} requests\n" + string.Join('\n', Trips.GroupBy(trip => trip.Function).OrderByDescending(group => group.Count()).Select(function =>
        $"{(function.Key.Length == 0 ? "no function" : function.Key)}: {function.Count()}, depth {DepthOf(function.Key)}\n"
        + string.Join('\n', function.Select(trip => $"  {trip.Depth} {trip.Verb} {trip.Table}"))));
}
