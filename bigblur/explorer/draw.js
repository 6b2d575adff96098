"use strict";
// The drawing: sigma.js with one node program for all shapes, and the soft regions of the industries beneath.
const Draw = (() => {
  const SHAPES = ["circle", "square", "diamond", "triangle", "hexagon", "ring"];

  const VERTEX = `
    attribute vec4 a_id; attribute vec4 a_color; attribute vec2 a_position; attribute float a_size; attribute float a_shape; attribute vec2 a_corner;
    uniform mat3 u_matrix; uniform float u_sizeRatio; uniform float u_correctionRatio;
    varying vec4 v_color; varying vec2 v_at; varying float v_pixels; varying float v_shape;
    const float bias = 255.0 / 254.0;
    void main() {
      float reach = a_size * u_correctionRatio / u_sizeRatio * 2.0;
      v_at = a_corner * 1.5;
      v_pixels = a_size / u_sizeRatio;
      v_shape = a_shape;
      gl_Position = vec4((u_matrix * vec3(a_position + v_at * reach, 1)).xy, 0, 1);
      #ifdef PICKING_MODE
      v_color = a_id;
      #else
      v_color = a_color;
      #endif
      v_color.a *= bias;
    }`;
  const FRAGMENT = `
    precision highp float;
    varying vec4 v_color; varying vec2 v_at; varying float v_pixels; varying float v_shape;
    float outside(vec2 p) {
      vec2 q = abs(p);
      if (v_shape < 0.5) return length(p) - 1.0;
      if (v_shape < 1.5) return max(q.x, q.y) - 0.88;
      if (v_shape < 2.5) return (q.x + q.y - 1.2) * 0.7071;
      if (v_shape < 3.5) return max(q.x * 0.866 + p.y * 0.5, -p.y) - 0.6;
      if (v_shape < 4.5) return max(q.x * 0.866 + q.y * 0.5, q.y) - 0.92;
      return abs(length(p) - 0.75) - 0.25;
    }
    void main() {
      float far = outside(v_at) * v_pixels;
      #ifdef PICKING_MODE
      if (far > 1.0 && length(v_at) * v_pixels > 6.0) discard;
      gl_FragColor = v_color;
      #else
      float cover = clamp(0.5 - far + 1.2, 0.0, 1.0);
      float rim = clamp(0.5 + far, 0.0, 1.0);
      gl_FragColor = vec4(mix(v_color.rgb, vec3(1.0), rim), 1.0) * cover;
      #endif
    }`;

  const shapeProgram = () => class extends Sigma.rendering.NodeProgram {
    getDefinition() {
      const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
      return {
        VERTICES: 6, VERTEX_SHADER_SOURCE: VERTEX, FRAGMENT_SHADER_SOURCE: FRAGMENT, METHOD: TRIANGLES,
        UNIFORMS: ["u_matrix", "u_sizeRatio", "u_correctionRatio"],
        ATTRIBUTES: [
          { name: "a_position", size: 2, type: FLOAT }, { name: "a_size", size: 1, type: FLOAT }, { name: "a_shape", size: 1, type: FLOAT },
          { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true }, { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
        ],
        CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 2, type: FLOAT }],
        CONSTANT_DATA: [[-1, -1], [1, -1], [-1, 1], [-1, 1], [1, -1], [1, 1]],
      };
    }
    processVisibleItem(id, start, node) {
      const array = this.array;
      array[start++] = node.x;
      array[start++] = node.y;
      array[start++] = node.size;
      array[start++] = SHAPES.indexOf(node.shape);
      array[start++] = Sigma.utils.floatColor(node.color);
      array[start++] = id;
    }
    setUniforms(params, { gl, uniformLocations: at }) {
      gl.uniform1f(at.u_sizeRatio, params.sizeRatio);
      gl.uniform1f(at.u_correctionRatio, params.correctionRatio);
      gl.uniformMatrix3fv(at.u_matrix, false, params.matrix);
    }
  };

  const fontOf = (node, settings) => `${node.strong ? 650 : settings.labelWeight} ${settings.labelSize + (node.strong ? 2 : 0)}px ${settings.labelFont}`;
  // Right of the node, or left of it where the drawing ends.
  const besides = (context, node, gap, extra = 0) => {
    const width = context.measureText(node.label).width + extra;
    const right = node.x + node.size + gap;
    return right + width > context.canvas.clientWidth - 4 ? node.x - node.size - gap - width : right;
  };
  const drawLabel = (context, node, settings) => {
    if (!node.label || node.highlighted) return; // what is highlighted gets its label from drawHover
    context.font = fontOf(node, settings);
    context.lineJoin = "round";
    context.lineWidth = 3.5;
    context.strokeStyle = "rgba(255,255,255,.85)";
    context.fillStyle = node.faint ? "#98A3AE" : node.strong ? "#0F1720" : "#2B3540";
    const [x, y] = [besides(context, node, 4), node.y + settings.labelSize / 3];
    context.strokeText(node.label, x, y);
    context.fillText(node.label, x, y);
  };
  const drawHover = (context, node, settings) => {
    context.beginPath();
    context.arc(node.x, node.y, node.size + 4, 0, 2 * Math.PI);
    context.lineWidth = 2;
    context.strokeStyle = "#0B5C92";
    context.stroke();
    if (!node.label) return;
    context.font = fontOf(node, settings);
    const width = context.measureText(node.label).width + 14;
    const height = settings.labelSize + 11;
    context.beginPath();
    const left = besides(context, node, 7, 14);
    context.roundRect(left, node.y - height / 2, width, height, 6);
    context.fillStyle = "#fff";
    context.shadowColor = "rgba(20,40,60,.28)";
    context.shadowBlur = 9;
    context.fill();
    context.shadowBlur = 0;
    context.fillStyle = "#0F1720";
    context.fillText(node.label, left + 7, node.y + settings.labelSize / 3);
  };

  const blobs = new Map();
  const blob = (colour) => {
    if (!blobs.has(colour)) {
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = 128;
      const context = canvas.getContext("2d");
      const shade = context.createRadialGradient(64, 64, 0, 64, 64, 64);
      for (const [stop, alpha] of [[0, "30"], [0.45, "1C"], [1, "00"]]) shade.addColorStop(stop, colour + alpha);
      context.fillStyle = shade;
      context.fillRect(0, 0, 128, 128);
      blobs.set(colour, canvas);
    }
    return blobs.get(colour);
  };

  // `looks` answers, for a node or a link, how it is to be drawn now: see page.js.
  const start = (container, looks) => {
    const graph = new graphology.MultiDirectedGraph();
    for (const node of Model.nodes) graph.addNode(String(node.at), { x: node.x, y: node.y });
    Model.links.forEach((link, at) => graph.addEdgeWithKey(String(at), String(link.s), String(link.t), {}));
    const sigma = new Sigma(graph, container, {
      nodeProgramClasses: { shape: shapeProgram() },
      edgeProgramClasses: {
        arrow: Sigma.rendering.EdgeArrowProgram, line: Sigma.rendering.EdgeRectangleProgram,
        bentArrow: SigmaEdgeCurve.EdgeCurvedArrowProgram, bentLine: SigmaEdgeCurve.default,
      },
      defaultNodeType: "shape", defaultEdgeType: "line", defaultDrawNodeLabel: drawLabel, defaultDrawNodeHover: drawHover,
      nodeReducer: (key) => looks.node(Model.nodes[key]),
      edgeReducer: (key) => looks.link(Model.links[key]),
      labelFont: getComputedStyle(document.body).fontFamily, labelSize: 12, labelWeight: "500",
      labelDensity: 0.9, labelGridCellSize: 90, labelRenderedSizeThreshold: Model.crowd === 1 ? 3 : 5.5 * Math.max(0.6, Model.crowd),
      zIndex: true, enableEdgeEvents: true, enableCameraRotation: false, allowInvalidContainer: true,
      minCameraRatio: 0.03, maxCameraRatio: 4, doubleClickZoomingRatio: 1, hideEdgesOnMove: Model.links.length > 8000, stagePadding: 46, minEdgeThickness: 1,
    });
    sigma.createCanvasContext("regions", { beforeLayer: "edges", style: { pointerEvents: "none" } });
    sigma.resize(true);
    const context = sigma.getCanvases().regions.getContext("2d");
    sigma.on("afterRender", () => {
      const { width, height } = sigma.getDimensions();
      context.clearRect(0, 0, width, height);
      const a = sigma.graphToViewport({ x: 0, y: 0 });
      const b = sigma.graphToViewport({ x: 1, y: 0 });
      const reach = Math.min(Math.max(2.6 * Math.hypot(a.x - b.x, a.y - b.y), 26), 420);
      context.globalAlpha = looks.calm() ? 0.3 : Math.min(1, Math.max(0.5, 70 / reach));
      for (const node of Model.nodes) {
        if (!looks.region(node)) continue;
        const at = sigma.graphToViewport(node);
        if (at.x < -reach || at.y < -reach || at.x > width + reach || at.y > height + reach) continue;
        context.drawImage(blob(node.colour), at.x - reach, at.y - reach, 2 * reach, 2 * reach);
      }
    });
    sigma.refresh();
    return sigma;
  };

  // Bring a node to the middle, as near as shows those around it too.
  const centre = (sigma, node, around) => {
    const at = sigma.getNodeDisplayData(String(node.at));
    if (!at) return;
    const reach = Math.max(0, ...around.map((other) => sigma.getNodeDisplayData(String(other))).map((other) => Math.max(Math.abs(other.x - at.x), Math.abs(other.y - at.y))));
    const ratio = Math.min(0.8, Math.max(0.16, 2.5 * reach));
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    sigma.getCamera().animate({ x: at.x, y: at.y, ratio }, { duration: still ? 0 : 450 });
  };

  const picture = (sigma, name) => {
    sigma.refresh();
    sigma.render?.();
    const layers = Object.entries(sigma.getCanvases()).filter(([key]) => key !== "mouse").map(([, canvas]) => canvas);
    const sheet = document.createElement("canvas");
    [sheet.width, sheet.height] = [layers[0].width, layers[0].height];
    const context = sheet.getContext("2d");
    context.fillStyle = "#fff";
    context.fillRect(0, 0, sheet.width, sheet.height);
    for (const layer of layers) if (layer.width) context.drawImage(layer, 0, 0, sheet.width, sheet.height);
    sheet.toBlob((image) => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(image);
      link.download = name;
      link.click();
      URL.revokeObjectURL(link.href);
    });
  };

  // The same shapes for the legend, as SVG.
  const OUTLINES = {
    circle: "M7 1a6 6 0 1 0 .01 0z", square: "M2 2h10v10H2z", diamond: "M7 .5L13.5 7 7 13.5.5 7z", triangle: "M7 1l6.5 11.5H.5z",
    hexagon: "M7 .8l5.6 3.1v6.2L7 13.2l-5.6-3.1V3.9z", ring: "M7 1a6 6 0 1 0 .01 0zM7 4a3 3 0 1 1-.01 0z", line: "M0 6h14v2.4H0z", arrow: "M0 6h8V3l6 4.2-6 4.2V8.4H0z",
  };
  const mark = (shape, colour) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 14 14");
    svg.setAttribute("width", "13");
    svg.setAttribute("height", "13");
    svg.setAttribute("class", "mark");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", OUTLINES[shape] ?? OUTLINES.diamond);
    path.setAttribute("fill", colour);
    path.setAttribute("fill-rule", "evenodd");
    svg.append(path);
    return svg;
  };

  return { start, centre, picture, mark };
})();
