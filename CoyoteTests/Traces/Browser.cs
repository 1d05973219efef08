using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace BgpVerified.CoyoteTests.Traces;

/// <summary>
/// A Chromium without a window, driven over the DevTools protocol: one for all tests of a class, a new tab for each page.
/// It ends with the tests, and its folder goes with it.
/// </summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("bgpv-browser-");
    private readonly ClientWebSocket socket = new();
    private Process? process;
    private string? target;
    private string? session;
    private int calls;

    /// <summary>The browser of this machine: CHROME_PATH, or the first on PATH; null if there is none.</summary>
    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("CHROME_PATH") is { Length: > 0 } given)
        {
            return File.Exists(given) ? given : null;
        }

        var candidates = from folder in (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                         from name in (string[])["chromium", "chromium-browser", "google-chrome"]
                         select Path.Combine(folder, name);
        return candidates.FirstOrDefault(File.Exists);
    }

    /// <summary>Starts the browser, if there is one.</summary>
    public async ValueTask InitializeAsync()
    {
        if (Find() is { } executable)
        {
            try
            {
                await Start(executable);
            }
            catch
            {
                await DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>Shows a page in a new tab, in place of the one before. Without a browser the test is skipped.</summary>
    /// <param name="html">The page.</param>
    /// <param name="width">The width of the window, in pixels.</param>
    /// <param name="height">Its height.</param>
    internal async Task Show(string html, int width, int height)
    {
        Assert.SkipWhen(process is null,
            "no browser: none of chromium, chromium-browser and google-chrome is on PATH, and CHROME_PATH names none");
        var file = Path.Combine(folder.FullName, "trace.html");
        await File.WriteAllTextAsync(file, html, TestContext.Current.CancellationToken);
        session = null;
        var before = target;
        target = (string?)(await Call("Target.createTarget", new() { ["url"] = "about:blank" }))["targetId"];
        if (before is not null)
        {
            await Call("Target.closeTarget", new() { ["targetId"] = before });
        }

        session = (string?)(await Call("Target.attachToTarget", new() { ["targetId"] = target, ["flatten"] = true }))["sessionId"];
        await Resize(width, height);
        await Call("Page.navigate", new() { ["url"] = new Uri(file).AbsoluteUri });
        await Until(async () => (bool?)await Evaluate("document.readyState === 'complete' && location.protocol === 'file:'") == true);
    }

    /// <summary>The value of a script's expression in the page.</summary>
    internal async Task<JsonNode?> Evaluate(string expression)
    {
        var result = await Call("Runtime.evaluate",
            new() { ["expression"] = expression, ["returnByValue"] = true, ["awaitPromise"] = true });
        return result["exceptionDetails"] is { } thrown
            ? throw new InvalidOperationException($"the page threw: {thrown.ToJsonString()}")
            : result["result"]!["value"];
    }

    /// <summary>Gives the window a size, in pixels.</summary>
    internal async Task Resize(int width, int height) =>
        await Call("Emulation.setDeviceMetricsOverride",
            new() { ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = false });

    /// <summary>Presses a key and lets it go.</summary>
    internal async Task Press(string key)
    {
        foreach (var type in (string[])["keyDown", "keyUp"])
        {
            await Call("Input.dispatchKeyEvent", new() { ["type"] = type, ["key"] = key });
        }
    }

    /// <summary>Clicks at a place in the window.</summary>
    internal async Task Click(double x, double y)
    {
        foreach (var type in (string[])["mousePressed", "mouseReleased"])
        {
            await Call("Input.dispatchMouseEvent", new()
            {
                ["type"] = type,
                ["x"] = x,
                ["y"] = y,
                ["button"] = "left",
                ["clickCount"] = 1
            });
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (process is { } started)
        {
            process = null;
            await End(started);
            started.Dispose();
        }

        socket.Dispose();

        // A dying browser may still write: what is new in the folder is deleted the next time round.
        for (var attempt = 0; Directory.Exists(folder.FullName); attempt++)
        {
            try
            {
                folder.Delete(recursive: true);
            }
            catch (IOException) when (attempt < 50)
            {
                await Task.Delay(100, CancellationToken.None);
            }
        }
    }

    /// <summary>Asks the browser to end, and ends it if it does not.</summary>
    private async Task End(Process started)
    {
        try
        {
            session = null;
            await Call("Browser.close", []);
            await started.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(5), CancellationToken.None);
        }
        catch (Exception e) when (e is TimeoutException or WebSocketException or OperationCanceledException or InvalidOperationException)
        {
            started.Kill(entireProcessTree: true);
            await started.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10), CancellationToken.None);
        }
    }

    private async Task Start(string executable)
    {
        var start = new ProcessStartInfo(executable) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])[
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--remote-debugging-port=0",
            $"--user-data-dir={folder.FullName}", "about:blank"])
        {
            start.ArgumentList.Add(argument);
        }

        process = Process.Start(start) ?? throw new InvalidOperationException($"{executable} did not start");
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var ready = Path.Combine(folder.FullName, "DevToolsActivePort");
        string[] lines = [];
        await Until(async () =>
        {
            Assert.False(process.HasExited, $"{executable} ended before it was ready");
            lines = File.Exists(ready) ? await File.ReadAllLinesAsync(ready, TestContext.Current.CancellationToken) : [];
            return lines.Length >= 2;
        });
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{int.Parse(lines[0], CultureInfo.InvariantCulture)}{lines[1]}"),
            TestContext.Current.CancellationToken);
    }

    private static async Task Until(Func<Task<bool>> isReached)
    {
        var watch = Stopwatch.StartNew();
        while (!await isReached())
        {
            Assert.True(watch.Elapsed < Patience, $"the browser was not ready after {Patience.TotalSeconds} seconds");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Calls a method of the protocol and waits for its answer; events in between are not looked at.</summary>
    private async Task<JsonNode> Call(string method, JsonObject parameters)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        var id = ++calls;
        var request = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        if (session is not null)
        {
            request["sessionId"] = session;
        }

        await socket.SendAsync(Encoding.UTF8.GetBytes(request.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true,
            deadline.Token);
        while (true)
        {
            var answer = JsonNode.Parse(await Receive(deadline.Token))!;
            if ((int?)answer["id"] == id)
            {
                return answer["result"] ?? throw new InvalidOperationException($"{method}: {answer["error"]?.ToJsonString()}");
            }
        }
    }

    private async Task<byte[]> Receive(CancellationToken cancellation)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[1 << 16];
        WebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer, cancellation);
            whole.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return part.MessageType == WebSocketMessageType.Text
            ? whole.ToArray()
            : throw new InvalidOperationException("the browser closed the connection");
    }
}
