"use strict";

// Draws the trace that stands in the page as JSON, and steps through it. All text goes in as text, never as markup.
(function () {
    const trace = JSON.parse(document.getElementById("trace").textContent);
    const { lanes, steps, arrows } = trace;
    const byId = id => document.getElementById(id);
    const diagram = byId("diagram");
    const drawing = byId("drawing");
    const row = steps.length > 60 ? 24 : 30;
    const radius = 5;
    let selected = 0;

    // Where each lane is, and how wide.
    let columns = [];

    // The states of all processes after each step; place 0 is the start.
    const states = [lanes.map(lane => lane.fields)];
    for (const step of steps) {
        states.push(states[states.length - 1].map((fields, i) => i === step.process ? step.fields : fields));
    }

    const x = lane => columns[lane].middle;
    const y = step => row * (step + 0.5);

    function element(name, className, text) {
        const made = document.createElement(name);
        made.className = className || "";
        made.textContent = text === undefined ? "" : text;
        return made;
    }

    function shape(name, attributes, parent) {
        const made = document.createElementNS("http://www.w3.org/2000/svg", name);
        for (const [attribute, value] of Object.entries(attributes)) {
            made.setAttribute(attribute, value);
        }
        parent.appendChild(made);
        return made;
    }

    function listSteps() {
        const rows = [{ who: "", what: "start" }, ...steps.map(step => ({ who: lanes[step.process].name, what: step.input }))];
        rows.forEach(({ who, what }, i) => {
            const item = element("li");
            const button = element("button");
            button.type = "button";
            button.title = i === 0 ? "the state before the first step" : `${i}. ${who}: ${what}`;
            button.append(element("span", "number", i === 0 ? "" : String(i)));
            if (who) {
                button.append(element("span", "who", who));
            }
            button.append(element("span", "what", what));
            button.addEventListener("click", () => select(i));
            item.append(button);
            byId("steps").append(item);
        });
        const end = element("li", "end", `${trace.property} violated`);
        byId("steps").append(end);
    }

    // Each lane as wide as its name needs; what room is left goes to the list of steps first, then to all lanes.
    function layOut() {
        const names = byId("names");
        names.replaceChildren(...lanes.map(lane => {
            const name = element("span", lane.byzantine ? "byzantine" : lane.crashedAt ? "crashed" : "", lane.name);
            name.title = lane.role;
            name.append(element("small", "", lane.byzantine ? "Byzantine" : lane.crashedAt ? `crash: ${lane.crashedAt}` : ""));
            return name;
        }));
        const needs = [...names.children].map(name => Math.max(42, name.offsetWidth + 8));
        const free = diagram.clientWidth - 4 - needs.reduce((sum, need) => sum + need, 0);
        const labels = Math.max(190, Math.min(330, free));
        const room = free - labels;
        const more = Math.max(0, Math.min(70, Math.floor(room / lanes.length)));
        let left = 0;
        columns = needs.map(need => {
            const width = need + more;
            left += width;
            return { width, left: left - width, middle: left - width / 2 };
        });
        document.documentElement.style.setProperty("--labels", `${labels}px`);
        document.documentElement.style.setProperty("--row", `${row}px`);
        names.style.width = `${left}px`;
        [...names.children].forEach((name, i) => { name.style.left = `${x(i)}px`; });
        draw(left);
    }

    function draw(width) {
        const height = row * (steps.length + 2);
        drawing.replaceChildren();
        drawing.setAttribute("width", width);
        drawing.setAttribute("height", height);
        shape("rect", { class: "band", x: 0, width, height: row, y: 0 }, drawing);
        lanes.forEach((lane, i) => {
            const end = lane.crashedAt ? y(lane.crashedAt) : height - row;
            shape("line", { class: lane.byzantine ? "lane byzantine" : "lane", x1: x(i), x2: x(i), y1: 4, y2: end }, drawing);
            if (lane.crashedAt) {
                shape("line", { class: "lane dead", x1: x(i), x2: x(i), y1: end, y2: height - row }, drawing);
            }
        });
        shape("line", { class: "end", x1: 0, x2: width, y1: height - row, y2: height - row }, drawing);
        const layer = shape("g", { id: "arrows" }, drawing);
        arrows.forEach((arrow, i) => drawArrow(arrow, i, layer));
        const nodes = shape("g", { id: "nodes" }, drawing);
        steps.forEach((step, i) => drawNode(step, i + 1, nodes));
        show();
    }

    // A message that no step sent starts just above the step that takes it; of several the nearest starts highest, so
    // that they come in side by side.
    function source(arrow) {
        const distance = other => Math.abs(other.from - arrow.to);
        const beside = arrows.filter(other => other.at === arrow.at && other.sentAt === null && (other.from - other.to) * (arrow.from - arrow.to) > 0);
        const rank = beside.filter(other => distance(other) < distance(arrow)).length;
        return y(arrow.at) - row * 0.45 * (1 - rank / beside.length);
    }

    // How many steps a curve runs through that are not its own. In each row there is one step.
    function meets(arrow, from, control, to) {
        const met = new Set();
        for (let t = 0.02; t < 1; t += 0.02) {
            const at = axis => (1 - t) * (1 - t) * from[axis] + 2 * t * (1 - t) * control[axis] + t * t * to[axis];
            const number = Math.round(at("y") / row - 0.5);
            if (number > arrow.sentAt && number < arrow.at && Math.hypot(at("x") - x(steps[number - 1].process), at("y") - y(number)) < 1.8 * radius) {
                met.add(number);
            }
        }
        return met.size;
    }

    // What the curve of an arrow is drawn towards: beside the lane if a process sends to itself; else on the straight
    // line, or just so far from it that the curve keeps clear of other steps. It never leads back in time.
    function bend(arrow, from, to) {
        if (arrow.from === arrow.to) {
            const bow = Math.min(columns[arrow.to].width * 0.5, 13 + (to.y - from.y) / 9);
            return { x: from.x + bow, y: to.y - (to.y - from.y) * 0.15 };
        }
        const length = Math.hypot(to.x - from.x, to.y - from.y);
        let best = null;
        for (const away of arrow.sentAt === null ? [0] : [0, 20, -20, 40, -40, 60, -60]) {
            const middle = (from.y + to.y) / 2 - (to.x - from.x) / length * away;
            const control = { x: (from.x + to.x) / 2 + (to.y - from.y) / length * away, y: Math.max(from.y, Math.min(to.y, middle)) };
            const count = meets(arrow, from, control, to);
            if (!best || count < best.count) {
                best = { count, control };
            }
            if (count === 0) {
                break;
            }
        }
        return best.control;
    }

    // A message runs from its sender's step to its recipient's, straight where it can.
    function drawArrow(arrow, index, layer) {
        const from = { x: x(arrow.from), y: arrow.sentAt === null ? source(arrow) : y(arrow.sentAt) };
        let to = { x: x(arrow.to), y: y(arrow.at) };
        const lost = arrow.kind !== "received";
        if (lost) {
            const part = arrow.kind === "sendOmitted" ? 0.5 : 0.85;
            to = { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
        }
        const group = shape("g", { class: "message", "data-index": index }, layer);
        const span = arrow.sentAt === null ? 0 : arrow.at - arrow.sentAt;
        const kind = `${arrow.sentAt === null ? " byzantine" : lost ? " lost" : ""}${span > 12 ? " long" : ""}`;
        const control = bend(arrow, from, to);
        const length = Math.hypot(to.x - control.x, to.y - control.y) || 1;
        const direction = { x: (to.x - control.x) / length, y: (to.y - control.y) / length };
        const tip = lost ? to : { x: to.x - direction.x * (radius + 2), y: to.y - direction.y * (radius + 2) };
        const neck = lost ? to : { x: tip.x - direction.x * 6, y: tip.y - direction.y * 6 };
        const end = `${neck.x} ${neck.y}`;
        const curve = arrow.from === arrow.to ? `C${control.x} ${from.y + to.y - control.y} ` : "Q";
        const path = `M${from.x} ${from.y}${curve}${control.x} ${control.y} ${end}`;
        shape("path", { class: `arrow${kind}`, d: path }, group);
        if (lost) {
            shape("path", { class: "cross", d: `M${to.x - 5} ${to.y - 5}l10 10m0 -10l-10 10` }, group);
        } else {
            const side = { x: -direction.y * 3.5, y: direction.x * 3.5 };
            const base = { x: tip.x - direction.x * 9, y: tip.y - direction.y * 9 };
            shape("path", { class: `head${kind}`, d: `M${tip.x} ${tip.y}L${base.x + side.x} ${base.y + side.y}L${base.x - side.x} ${base.y - side.y}Z` }, group);
        }
        if (arrow.sentAt === null) {
            shape("path", { class: "source", d: `M${from.x} ${from.y - 4}l4 4l-4 4l-4 -4Z` }, group);
        }
        shape("title", {}, group).textContent = arrow.message;
    }

    function drawNode(step, number, layer) {
        const at = { x: x(step.process), y: y(number) };
        const into = arrows.filter(arrow => arrow.at === number);
        const isCrash = lanes[step.process].crashedAt === number;
        const isFault = isCrash || into.some(arrow => arrow.kind !== "received");
        const className = `node${isFault ? " fault" : into.length === 0 ? " local" : ""}`;
        const node = isCrash
            ? shape("path", { class: "cross", d: `M${at.x - 6} ${at.y - 6}l12 12m0 -12l-12 12`, "data-step": number }, layer)
            : shape("circle", { class: className, cx: at.x, cy: at.y, r: radius, "data-step": number }, layer);
        shape("title", {}, node).textContent = `${number}. ${lanes[step.process].name}: ${step.input}`;
    }

    function select(step) {
        selected = Math.max(0, Math.min(steps.length, step));
        show();
        reveal();
        try {
            history.replaceState(null, "", `#${selected}`);
        } catch {
            // Some hosts do not let a page change its address; stepping works all the same.
        }
    }

    function show() {
        const buttons = document.querySelectorAll("#steps button");
        const focused = byId("steps").contains(document.activeElement);
        buttons.forEach((button, i) => {
            button.tabIndex = i === selected ? 0 : -1;
            if (i === selected) {
                button.setAttribute("aria-current", "step");
            } else {
                button.removeAttribute("aria-current");
            }
        });
        if (focused) {
            buttons[selected].focus({ preventScroll: true });
        }
        drawing.querySelector(".band").setAttribute("y", row * selected);
        const groups = [...document.querySelectorAll("#arrows .message")];
        for (const group of groups) {
            const arrow = arrows[group.dataset.index];
            const part = selected === 0 ? "" : arrow.at === selected ? " received" : arrow.sentAt === selected ? " sent" : "";
            group.setAttribute("class", `message${part}`);
        }
        // What is selected lies on top; the others keep their order.
        const rank = group => group.classList.length > 1 ? 1 : 0;
        groups.sort((a, b) => rank(a) - rank(b) || a.dataset.index - b.dataset.index);
        byId("arrows").append(...groups);
        for (const node of document.querySelectorAll("#nodes > [data-step]")) {
            node.classList.toggle("current", Number(node.dataset.step) === selected);
        }
        showPanel();
    }

    function showPanel() {
        const step = steps[selected - 1];
        byId("heading").textContent = step ? `Step ${selected} of ${steps.length}: ${lanes[step.process].name}` : `Start, before ${steps.length} steps`;
        byId("input").textContent = step ? `takes ${step.input}` : "Nothing has happened yet.";
        const into = arrows.filter(arrow => step && arrow.at === selected);
        fill("received", into.every(arrow => arrow.kind === "received") ? "Messages taken" : "Messages lost", into.map(arrow => {
            const item = element("li", "", arrow.message);
            const lost = { received: "", sendOmitted: `, lost to ${lanes[arrow.to].name} by its sender`, receiveOmitted: ", lost by its recipient" }[arrow.kind];
            item.append(" ", element("small", "", `from ${lanes[arrow.from].name}${lost}`));
            if (arrow.sentAt !== null) {
                item.append(" ", jump(arrow.sentAt));
            }
            return item;
        }));
        fill("sent", "Messages sent", (step ? step.sends : []).map(message => {
            const item = element("li", "", message);
            const taken = arrows.filter(arrow => arrow.sentAt === selected && arrow.message === message);
            taken.forEach(arrow => item.append(" ", element("small", "", `${arrow.kind === "received" ? "to" : "lost to"} ${lanes[arrow.to].name}`), " ", jump(arrow.at)));
            return item;
        }));
        byId("states").replaceChildren(...lanes.map(describe));
        document.querySelector("[data-go=first]").disabled = document.querySelector("[data-go=previous]").disabled = selected === 0;
        document.querySelector("[data-go=last]").disabled = document.querySelector("[data-go=next]").disabled = selected === steps.length;
    }

    function fill(id, title, items) {
        const list = element("ul");
        list.append(...items);
        byId(id).replaceChildren(...(items.length > 0 ? [element("h3", "", title), list] : []));
    }

    function jump(step) {
        const button = element("button", "jump", `step ${step}`);
        button.type = "button";
        button.addEventListener("click", () => select(step));
        return button;
    }

    // A process's fields; those that it had from the start are quiet, those that this step changes stand out.
    function describe(lane, i) {
        const current = selected > 0 && steps[selected - 1].process === i;
        const process = element("div", current ? "process current" : "process");
        process.append(element("h4", "", lane.name));
        if (lane.byzantine) {
            process.append(element("span", "fault", "Byzantine: it has no state"));
        }
        if (lane.crashedAt && selected >= lane.crashedAt) {
            process.append(element("span", "fault", `crashed in step ${lane.crashedAt} `));
        }
        states[selected][i].forEach(([name, value], at) => {
            const before = current ? states[selected - 1][i][at][1] : value;
            const field = element("span", before !== value ? "field changed" : value === lane.fields[at][1] ? "field initial" : "field", `${name}: `);
            if (before !== value) {
                field.append(element("span", "was", `${before} →`), " ");
            }
            field.append(element("b", "", value));
            process.append(field, " ");
        });
        return process;
    }

    // Scrolls no further than it takes to see the selected step, clear of the names and of the list.
    function reveal() {
        const top = row * selected;
        const room = diagram.clientHeight - byId("heads").offsetHeight;
        diagram.scrollTop = Math.max(Math.min(diagram.scrollTop, top - row), top + 2 * row - room);
        if (selected > 0) {
            const { left, width } = columns[steps[selected - 1].process];
            const room = diagram.clientWidth - byId("steps").offsetWidth;
            diagram.scrollLeft = Math.max(Math.min(diagram.scrollLeft, left), left + width - room);
        }
        const current = document.querySelector("#states .current");
        if (current) {
            current.scrollIntoView({ block: "nearest" });
        }
    }

    const moves = {
        first: () => 0,
        previous: () => selected - 1,
        next: () => selected + 1,
        last: () => steps.length,
    };
    const keys = { ArrowUp: "previous", k: "previous", ArrowDown: "next", j: "next", Home: "first", End: "last" };

    document.addEventListener("keydown", event => {
        const move = keys[event.key];
        if (move && !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey) {
            event.preventDefault();
            select(moves[move]());
        }
    });
    for (const button of document.querySelectorAll("[data-go]")) {
        button.addEventListener("click", () => select(moves[button.dataset.go]()));
    }
    drawing.addEventListener("click", event => select(Math.floor((event.clientY - drawing.getBoundingClientRect().top) / row)));
    window.addEventListener("resize", layOut);

    document.querySelector("main").hidden = false;
    selected = Math.max(0, Math.min(steps.length, Number.parseInt(location.hash.slice(1), 10) || 0));
    listSteps();
    layOut();
    reveal();
})();
