using System.Collections.Concurrent;
using System.Globalization;
using AccessReview.Emulator.Storage;

namespace AccessReview.Benchmarks;

/// <summary>Reads sent mails and ended orchestrations from the data file of a running app, without calls to the app.</summary>
internal sealed class Outbox : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly EmulatorConnection _connection;
    private readonly HashSet<int> _mailed = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _unsettled = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _unsent = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _reading;
    private long _last;

    public Outbox(string dataPath)
    {
        _connection = EmulatorConnection.Open($"Data Source={Path.Combine(dataPath, "emulator.db")};Pooling=False");
        _reading = Task.Run(ReadAsync);
    }

    /// <summary>Completes when a task's orchestration has ended.</summary>
    public Task SettledAsync(string task) => _unsettled.GetOrAdd(task, _ => New()).Task;

    /// <summary>Completes when a mail with a task's number exists.</summary>
    public Task MailedAsync(int number) => _unsent.GetOrAdd(number, _ => New()).Task;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _reading;
        _connection.Dispose();
        _stopping.Dispose();
    }

    private async Task ReadAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            foreach (var (id, subject) in _connection.Query("SELECT number, subject FROM mail WHERE number > ?1 ORDER BY number", row => (row.GetInt64(0), row.GetString(1)), _last))
            {
                _last = id;
                // It ends with the task's number.
                if (int.TryParse(subject[(subject.LastIndexOf('#') + 1)..], CultureInfo.InvariantCulture, out var number))
                    _mailed.Add(number);
            }

            foreach (var (number, sent) in _unsent.Where(unsent => _mailed.Contains(unsent.Key)))
            {
                _unsent.TryRemove(number, out _);
                sent.TrySetResult();
            }

            foreach (var (task, settled) in _unsettled)
            {
                // The numbers of the protobuf enumeration.
                if (_connection.Scalar<long>("SELECT COUNT(*) FROM hub_instances WHERE instance_id = ?1 AND status IN (1, 3, 5)", task) == 0)
                    continue;
                _unsettled.TryRemove(task, out _);
                settled.TrySetResult();
            }

            await Task.Delay(Pause);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
